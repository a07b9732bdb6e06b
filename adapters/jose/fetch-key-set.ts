import { createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { bounds } from '../../src/domain/bounds.ts';

/**
 * Fetches a key set, up to the size that a set may have. Removes keys with more operations than exist: jose compares
 * each operation with every other, for every token.
 * @throws Error when it is no key set, or too large
 */
export async function fetchKeySet(...request: Parameters<typeof fetch>): Promise<JSONWebKeySet> {
  const response = await fetch(...request);
  if (response.status !== 200) {
    await response.body?.cancel();
    throw new Error(`The key set answered ${response.status}.`);
  }
  const set = JSON.parse(await textOf(response)) as JSONWebKeySet;
  // Throws when it is no key set.
  createLocalJWKSet(set);
  return { keys: set.keys.filter(({ key_ops: operations }) => !isTooLong(operations)) };
}

function isTooLong(operations: unknown): boolean {
  return Array.isArray(operations) && operations.length > bounds.keyOperations.value;
}

/** The limit counts decompressed bytes. */
async function textOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > bounds.keySet.value) throw new Error('It is larger than 1 MiB.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}
