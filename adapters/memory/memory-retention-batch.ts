import type { LogEntry } from '../../src/domain/log-entry.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { RetentionBatch } from '../../src/ports/retention-store.ts';
import { lastSeq, type MemoryDatabase } from './memory-database.ts';

/** One transaction. It holds its organization's lock until it is committed or disposed of. */
export class MemoryRetentionBatch implements RetentionBatch {
  readonly scheduledEvents: readonly string[];
  readonly logEntries: number;
  readonly mayHaveMore: boolean;
  readonly #database: MemoryDatabase;
  readonly #organizationId: OrganizationId;
  readonly #release: () => void;
  #ended = false;

  constructor(
    database: MemoryDatabase,
    organizationId: OrganizationId,
    release: () => void,
    old: Pick<RetentionBatch, 'scheduledEvents' | 'logEntries' | 'mayHaveMore'>,
  ) {
    this.#database = database;
    this.#organizationId = organizationId;
    this.#release = release;
    this.scheduledEvents = old.scheduledEvents;
    this.logEntries = old.logEntries;
    this.mayHaveMore = old.mayHaveMore;
  }

  async commit(given: readonly LogEntry[]): Promise<void> {
    if (this.#ended) throw new Error('This batch has ended.');
    const rows = this.#database.rowsToChange(this.#organizationId);
    const start = lastSeq(rows) + 1;
    const entries = structuredClone(given).map((entry, i) => ({ ...entry, seq: start + i }));

    for (const id of this.scheduledEvents) rows.scheduledEvents.remove(id);
    rows.entries.splice(0, this.logEntries);
    rows.purgedThrough += this.logEntries;
    rows.entries.push(...entries);
    this.#end();
    if (entries.length === 0) return;
    const none = { prospects: [], scheduledEvents: [], notes: [] };
    this.#database.grew(this.#organizationId, { entries, ...none });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#end();
  }

  #end(): void {
    this.#ended = true;
    this.#release();
  }
}
