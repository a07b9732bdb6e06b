import type { DeliveryStatus } from '../../../src/domain/delivery.ts';
import type { KnownState } from '../../../src/domain/known-state.ts';
import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import type { Grown } from '../../../src/ports/event-log.ts';
import type {
  DeliveryIdentity,
  IngestChanges,
  NewDelivery,
  SettledDelivery,
  UnitOfWork,
} from '../../../src/ports/ingest-store.ts';
import { storeError } from '../database/store-error.ts';
import type { Transaction } from '../database/transaction.ts';
import { noteRow } from '../rows/note-row.ts';
import { prospectRow } from '../rows/prospect-row.ts';
import { scheduledEventRow } from '../rows/scheduled-event-row.ts';
import type { IngestStatements } from './ingest-statements.ts';
import type { LoadedState } from './loaded-state.ts';
import type { BatchRows, PartName } from './write-statement.ts';

/** Called with the growth of the logs, once it is durable. */
type Committed = (grown: ReadonlyMap<OrganizationId, Grown>) => void;

/** One open transaction that holds the locks of its streams. */
export class PostgresUnitOfWork implements UnitOfWork {
  readonly #transaction: Transaction;
  readonly #seqs: ReadonlyMap<OrganizationId, number>;
  readonly #loaded: LoadedState;
  readonly #statements: IngestStatements;
  readonly #committed: Committed;

  constructor(
    transaction: Transaction,
    seqs: ReadonlyMap<OrganizationId, number>,
    loaded: LoadedState,
    statements: IngestStatements,
    committed: Committed,
  ) {
    this.#committed = committed;
    this.#transaction = transaction;
    this.#seqs = seqs;
    this.#loaded = loaded;
    this.#statements = statements;
  }

  get storeTime(): Date | null {
    return this.#loaded.time;
  }

  statusOf(delivery: DeliveryIdentity): DeliveryStatus | undefined {
    return this.#loaded.statusOf(delivery);
  }

  stateOf(organizationId: OrganizationId): KnownState {
    return this.#loaded.of(organizationId);
  }

  async commit(changes: IngestChanges): Promise<void> {
    const grown = this.#grownBy(changes);
    const bodies = changes.deliveries.map(({ delivery }) => delivery.rawBody);
    // A row that cannot be written is no outage, so its error is not translated.
    const statement = this.#statements.write(this.#rowsOf(changes, grown), bodies);
    try {
      await this.#transaction.finish(statement);
    } catch (error) {
      throw storeError(error);
    }
    this.#committed(grown);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#transaction.abandon();
  }

  #grownBy({ organizations }: IngestChanges): Map<OrganizationId, Grown> {
    const grown = new Map<OrganizationId, Grown>();
    for (const [id, { entries, prospects, scheduledEvents, notes }] of organizations) {
      if (entries.length === 0) continue;
      const start = (this.#seqs.get(id) ?? 0) + 1;
      const logged = entries.map((entry, i) => ({ ...entry, seq: start + i }));
      grown.set(id, { entries: logged, prospects, scheduledEvents, notes });
    }
    return grown;
  }

  #rowsOf(
    { deliveries, repeated, settled, organizations, audit = [] }: IngestChanges,
    grown: ReadonlyMap<OrganizationId, Grown>,
  ): BatchRows {
    const times = new Map<string, IngestChanges['repeated'][number] & { times: number }>();
    for (const one of repeated) {
      const seen = times.get(`${one.endpoint} ${one.digest}`);
      const appliedAt = one.appliedAt ?? seen?.appliedAt ?? null;
      times.set(`${one.endpoint} ${one.digest}`, {
        ...one,
        appliedAt,
        times: (seen?.times ?? 0) + 1,
      });
    }
    // The statement does not see its own rows. Repetitions within the batch are counted here.
    const duplicatesOf = ({ delivery: { endpoint, digest } }: NewDelivery) => {
      const seen = times.get(`${endpoint} ${digest}`)?.times ?? 0;
      times.delete(`${endpoint} ${digest}`);
      return seen;
    };
    const rows: Record<PartName, object[]> = {
      streams: [],
      deliveries: deliveryRows(deliveries, duplicatesOf),
      repeated: [...times.values()],
      newProspects: [],
      prospects: [],
      newScheduledEvents: [],
      scheduledEvents: [],
      notes: [],
      notesMoved: [],
      entries: [],
      settled: [...settled],
      failures: failuresOf(deliveries, settled),
      audit: audit.map(({ reason: _reason, ...entry }) => entry),
      auditReasons: audit.flatMap(({ id: auditId, organizationId, reason }) =>
        reason === null ? [] : [{ auditId, organizationId, reason }],
      ),
    };
    for (const [id, { prospects, scheduledEvents, notes, notesMoved }] of organizations) {
      const known = this.#loaded.of(id);
      for (const prospect of prospects) {
        const isNew = known.prospect(prospect.email) === undefined;
        rows[isNew ? 'newProspects' : 'prospects'].push(prospectRow(id, prospect));
      }
      for (const event of scheduledEvents) {
        const isNew = known.scheduledEvent(event.booking) === undefined;
        rows[isNew ? 'newScheduledEvents' : 'scheduledEvents'].push(scheduledEventRow(id, event));
      }
      for (const note of notes) rows.notes.push(noteRow(id, note));
      for (const note of notesMoved) rows.notesMoved.push({ ...note, organizationId: id });
    }
    for (const [organizationId, { entries }] of grown) {
      for (const { seq, type, subjectId, changed, occurredAt } of entries) {
        const joined = changed.join(',');
        rows.entries.push({ organizationId, seq, type, subjectId, changed: joined, occurredAt });
      }
      rows.streams.push({ organizationId, seq: entries.at(-1)?.seq });
    }
    return rows;
  }
}

function deliveryRows(
  deliveries: readonly NewDelivery[],
  duplicatesOf: (added: NewDelivery) => number,
): object[] {
  let bodyStart = 1;
  return deliveries.map((added) => {
    const { delivery, ...row } = added;
    const start = bodyStart;
    bodyStart += delivery.rawBody.length;
    const { endpoint, digest, connectionId, receivedAt, headers } = delivery;
    return {
      ...row,
      endpoint,
      digest,
      connectionId,
      receivedAt,
      headers,
      duplicates: duplicatesOf(added),
      bodyStart: start,
      sizeBytes: delivery.rawBody.length,
    };
  });
}

function failuresOf(
  deliveries: readonly NewDelivery[],
  settled: readonly SettledDelivery[],
): object[] {
  const fresh = deliveries.map(({ delivery, failure }) => ({
    ...identityOf(delivery),
    failure,
    isNew: true,
  }));
  const old = settled.map((one) => ({ ...one, isNew: false }));
  return [...fresh, ...old].flatMap(({ failure, endpoint, digest, isNew }) =>
    failure === null ? [] : [{ endpoint, digest, isNew, ...failure }],
  );
}

function identityOf({ endpoint, digest }: DeliveryIdentity): DeliveryIdentity {
  return { endpoint, digest };
}
