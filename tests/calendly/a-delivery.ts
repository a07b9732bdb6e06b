import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { VerifiedDelivery } from '../../src/domain/delivery.ts';

const folder = join(import.meta.dirname, '..', 'fixtures', 'calendly');

/** The names of the fixtures that are deliveries, without `.json`. */
export function fixtureNames(): string[] {
  return readdirSync(folder)
    .map((file) => file.replace(/\.json$/, ''))
    .filter((name) => name !== 'signature.vectors')
    .toSorted();
}

export function fixtureBytes(name: string): Uint8Array {
  return readFileSync(join(folder, `${name}.json`));
}

/** A fixture's JSON, to be changed. */
// oxlint-disable-next-line typescript/no-explicit-any -- tests take foreign JSON apart
export function fixture(name: string): any {
  return JSON.parse(Buffer.from(fixtureBytes(name)).toString());
}

/** A delivery with this body, as a verifier would hand it on. */
export function aDelivery(
  body: Uint8Array | string | object,
  headers: Record<string, string> = {},
): VerifiedDelivery {
  const isText = typeof body === 'string';
  const rawBody =
    body instanceof Uint8Array ? body : Buffer.from(isText ? body : JSON.stringify(body));
  return {
    endpoint: '',
    connectionId: null,
    rawBody,
    digest: '0'.repeat(64),
    headers,
    receivedAt: new Date('2026-11-24T09:14:09Z'),
    timelyBetween: null,
  } as VerifiedDelivery;
}
