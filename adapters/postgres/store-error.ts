import { StoreConflict, StoreUnavailable, StreamBusy } from '../../src/domain/errors.ts';

const lockNotAvailable = '55P03';
/** unique_violation, serialization_failure, deadlock_detected: another writer was there first. */
const conflicts = new Set(['23505', '40001', '40P01']);
/** Connection exceptions, insufficient resources, operator intervention: the server's trouble, not the statement's. */
const unavailable = /^(08|53|57)/;

/**
 * The core's word for a database error. An error that PostgreSQL gave no code came from the connection itself.
 * What is the statement's own fault stays as it is.
 */
export function storeError(error: unknown): unknown {
  if (!Error.isError(error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (code === lockNotAvailable) return new StreamBusy(error.message, { cause: error });
  if (conflicts.has(code)) return new StoreConflict(error.message, { cause: error });
  const isSqlState = /^[0-9A-Z]{5}$/.test(code);
  if (isSqlState && !unavailable.test(code)) return error;
  return new StoreUnavailable(error.message, { cause: error });
}

/** Runs a read, and answers its errors in the core's words. */
export async function reading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storeError(error);
  }
}
