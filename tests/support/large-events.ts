import { expect } from '@jest/globals';
import { aBooking } from './a-booked-webhook.ts';
import type { ServiceProcess } from './a-process.ts';

/** Adds so many notes of 30 kB to one prospect. Answers where the log then ends. */
export async function largeEvents(
  service: ServiceProcess,
  notes: number,
): Promise<{ epoch: string; seq: number }> {
  await service.post(aBooking());
  const list = await service.get<{ items: { id: string }[] }>('/prospects');
  const url = `${service.folder.url}/prospects/${list.body.items[0]?.id}/notes`;
  const headers = {
    authorization: `Bearer ${service.token}`,
    'content-type': 'application/json',
  };
  const body = JSON.stringify({ body: '€'.repeat(10_000) });
  for (let i = 0; i < notes; i += 1) {
    expect((await fetch(url, { method: 'POST', headers, body })).status).toBe(201);
  }
  // A booking makes three entries, a note two: its own, and when its prospect was last active.
  const { body: page } = await service.get<{ epoch: string }>('/events?limit=1');
  return { epoch: page.epoch, seq: 3 + 2 * notes };
}

/** A request for most of that, to be said on a raw line. */
export function listing(token: string): string {
  return `GET /events?limit=300 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\n\r\n`;
}
