import {
  StoreConflict,
  StoreRefused,
  StoreUnavailable,
  StreamBusy,
} from '../../../src/domain/errors.ts';
import { outcomeOf } from './sqlstate-outcomes.ts';

/**
 * Turns a database error into the core's error. An error without a PostgreSQL code came from the connection. An error
 * of outcome `row` is returned unchanged: trying again cannot help.
 */
export function storeError(error: unknown): unknown {
  if (!Error.isError(error)) return error;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const isSqlState = /^[0-9A-Z]{5}$/.test(code);
  switch (isSqlState ? outcomeOf(code) : 'away') {
    case 'row':
      return error;
    case 'conflict':
      return new StoreConflict(error.message, { cause: error });
    case 'busy':
      return new StreamBusy(error.message, { cause: error });
    case 'away':
      return new StoreUnavailable(error.message, { cause: error });
    case 'unknown':
      return new StoreRefused(error.message, { cause: error });
  }
}

/** Runs a read. Its errors become the core's errors. */
export async function reading<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw storeError(error);
  }
}
