import type { LogEntry } from '../../../src/domain/log-entry.ts';
import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import type { RetentionBatch } from '../../../src/ports/retention-store.ts';
import type { Database } from '../database/database.ts';
import { storeError } from '../database/store-error.ts';
import type { Transaction } from '../database/transaction.ts';
import { removeOld } from './retention-statements.ts';

/** The rows that were read while the stream was locked. */
export interface Old
  extends Pick<RetentionBatch, 'scheduledEvents' | 'logEntries' | 'mayHaveMore'> {
  organizationId: OrganizationId;
  seq: number;
  purgedThrough: number;
  /** Called after the commit. */
  moved: () => void;
}

/** One open transaction that holds the lock of its stream. */
export class PostgresRetentionBatch implements RetentionBatch {
  readonly scheduledEvents: readonly string[];
  readonly logEntries: number;
  readonly mayHaveMore: boolean;
  readonly #database: Database;
  readonly #transaction: Transaction;
  readonly #old: Old;

  constructor(database: Database, transaction: Transaction, old: Old) {
    this.#database = database;
    this.#transaction = transaction;
    this.#old = old;
    this.scheduledEvents = old.scheduledEvents;
    this.logEntries = old.logEntries;
    this.mayHaveMore = old.mayHaveMore;
  }

  async commit(entries: readonly LogEntry[]): Promise<void> {
    const { organizationId, seq, purgedThrough, moved } = this.#old;
    const logged = entries.map((entry, i) => ({ ...entry, seq: seq + 1 + i }));
    const parameters = [
      organizationId,
      this.scheduledEvents,
      purgedThrough,
      purgedThrough + this.logEntries,
      seq + entries.length,
      entries.map(({ type }) => type),
      entries.map(({ subjectId }) => subjectId),
      entries.map(({ changed }) => changed.join(',')),
      entries.map(({ occurredAt }) => occurredAt.toISOString()),
    ];
    try {
      await this.#transaction.finish({ sql: removeOld, parameters });
    } catch (error) {
      throw storeError(error);
    }
    moved();
    if (logged.length === 0) return;
    const none = { prospects: [], scheduledEvents: [], notes: [] };
    this.#database.committed(new Map([[organizationId, { entries: logged, ...none }]]));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#transaction.abandon();
  }
}
