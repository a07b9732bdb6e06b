import type { StoredDelivery } from '../../src/domain/delivery.ts';
import type { DeliveryFile } from '../../src/ports/delivery-store.ts';
import type { SubjectChange } from '../../src/ports/subject-change.ts';
import { changeBody } from '../wire/decided-delivery.ts';

/** The most bytes of a body that are shown. */
const shownBytes = 64 * 1024;

/** One line of a list. A program can cut it at its tabs. */
export function deliveryLine(delivery: StoredDelivery): string {
  const { id, receivedAt, organizationId, status, event, reason } = delivery;
  return [id, receivedAt.toISOString(), organizationId ?? '-', status, event ?? '-', reason ?? '-']
    .map(printable)
    .join('\t');
}

/** A delivery with everything that is known about it. */
export function fileLines({ delivery, headers, rawBody, failedAttempts }: DeliveryFile): string[] {
  return [
    `Delivery      ${delivery.id}`,
    `Received      ${delivery.receivedAt.toISOString()}`,
    `Organization  ${delivery.organizationId ?? 'none: it is unrouted'}`,
    `Event         ${delivery.event ?? 'unknown'}`,
    `Status        ${delivery.status}${delivery.reason === null ? '' : `, ${delivery.reason}`}`,
    `Attempts      ${delivery.attempts}`,
    ...failedAttempts.map(({ at, reason }) => `              ${at.toISOString()}  ${reason}`),
    'Headers',
    ...Object.entries(headers).map(([name, value]) => `  ${name}: ${value}`),
    `Body          ${delivery.sizeBytes} bytes`,
    ...bodyLines(rawBody),
  ].map(printable);
}

/** The differences that a decision makes, field by field. */
export function changeLines(changes: readonly SubjectChange[]): string[] {
  const lines = changes
    .map(changeBody)
    .flatMap(({ type, subjectId, changed }) => [
      `${type}  ${subjectId}`,
      ...Object.entries(changed).map(
        ([field, [before, after]]) =>
          `  ${field}: ${JSON.stringify(before)} → ${JSON.stringify(after)}`,
      ),
    ]);
  return lines.length === 0 ? ['It changes nothing.'] : lines.map(printable);
}

function bodyLines(rawBody: Uint8Array | null): string[] {
  if (rawBody === null) return ['  It was cleared.'];
  const text = new TextDecoder().decode(rawBody.subarray(0, shownBytes));
  const rest = rawBody.byteLength > shownBytes ? ['  … and more'] : [];
  return [...indented(text).split('\n'), ...rest];
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** A sender's bytes must not control the terminal. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '�');
}
