import type { DeliveryStatus } from '../../src/domain/delivery.ts';
import type { KnownState } from '../../src/domain/known-state.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Grown } from '../../src/ports/event-log.ts';
import type {
  DeliveryIdentity,
  IngestChanges,
  IngestUnit,
  NewDelivery,
  OrganizationChanges,
  SettledDelivery,
} from '../../src/ports/ingest-store.ts';
import { writeChanges } from './ingest-statements.ts';
import type { LoadedState } from './loaded-state.ts';
import { noteRow } from './note-row.ts';
import { prospectRow } from './prospect-row.ts';
import { scheduledEventRow } from './scheduled-event-row.ts';
import { storeError } from './store-error.ts';
import type { Transaction } from './transaction.ts';

/** Told, once it is durable, by what the logs grew. */
type Committed = (grown: ReadonlyMap<OrganizationId, Grown>) => void;

/** One open transaction that holds the streams it loaded under. */
export class PostgresIngestUnit implements IngestUnit {
  readonly #transaction: Transaction;
  readonly #seqs: ReadonlyMap<OrganizationId, number>;
  readonly #loaded: LoadedState;
  readonly #committed: Committed;

  constructor(
    transaction: Transaction,
    seqs: ReadonlyMap<OrganizationId, number>,
    loaded: LoadedState,
    committed: Committed,
  ) {
    this.#committed = committed;
    this.#transaction = transaction;
    this.#seqs = seqs;
    this.#loaded = loaded;
  }

  statusOf(delivery: DeliveryIdentity): DeliveryStatus | undefined {
    return this.#loaded.statusOf(delivery);
  }

  stateOf(organizationId: OrganizationId): KnownState {
    return this.#loaded.of(organizationId);
  }

  async commit(changes: IngestChanges): Promise<void> {
    const grown = this.#grownBy(changes);
    try {
      const parameters = this.#parametersOf(changes, grown);
      await this.#transaction.finish({ sql: writeChanges, parameters });
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

  #parametersOf(
    { deliveries, repeated, settled, organizations }: IngestChanges,
    grown: ReadonlyMap<OrganizationId, Grown>,
  ): unknown[] {
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
    // The statement does not see its own rows: what came twice within the batch is counted here.
    const duplicatesOf = ({ delivery: { endpoint, digest } }: NewDelivery) => {
      const seen = times.get(`${endpoint} ${digest}`)?.times ?? 0;
      times.delete(`${endpoint} ${digest}`);
      return seen;
    };
    const bodies = deliveries.map(({ delivery }) => delivery.rawBody);
    const added = deliveryRows(deliveries, duplicatesOf);
    const each = [...organizations];
    const rows = <T>(
      list: (of: OrganizationChanges) => readonly T[],
      row: (organizationId: string, item: T) => object,
    ) => JSON.stringify(each.flatMap(([id, of]) => list(of).map((item) => row(id, item))));
    const logs = [...grown];
    const entries = logs.flatMap(([organizationId, { entries }]) =>
      entries.map((entry) => ({ ...entry, organizationId, changed: entry.changed.join(',') })),
    );
    const streams = logs.map(([organizationId, { entries }]) => ({
      organizationId,
      seq: entries.at(-1)?.seq,
    }));
    return [
      JSON.stringify(streams),
      JSON.stringify(added),
      Buffer.concat(bodies),
      JSON.stringify([...times.values()]),
      rows(({ prospects }) => prospects, prospectRow),
      rows(({ scheduledEvents }) => scheduledEvents, scheduledEventRow),
      rows(({ notes }) => notes, noteRow),
      rows(
        ({ notesMoved }) => notesMoved,
        (organizationId, note) => ({ ...note, organizationId }),
      ),
      JSON.stringify(entries),
      JSON.stringify(settled),
      JSON.stringify(failuresOf(deliveries, settled)),
    ];
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
