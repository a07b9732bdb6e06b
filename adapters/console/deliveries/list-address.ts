import { deliveriesPage } from '../../wire/operator-pages.ts';
import type { DeliveryStatus } from './deliveries-query.ts';
import { listedStatuses } from './delivery-words.ts';

/** The status that a list's address chooses; null for all, also where the address names none that there is. */
export function chosenStatus(search: string): DeliveryStatus | null {
  const asked = new URLSearchParams(search).get('status');
  return listedStatuses.find((status) => status === asked) ?? null;
}

export function listAddress(status: DeliveryStatus | null): string {
  return withStatus(deliveriesPage, status);
}

/** A delivery's page, which remembers from which list it was opened. */
export function deliveryAddress(id: string, status: DeliveryStatus | null = null): string {
  return withStatus(`${deliveriesPage}/${encodeURIComponent(id)}`, status);
}

function withStatus(path: string, status: DeliveryStatus | null): string {
  return status === null ? path : `${path}?status=${status}`;
}
