import { UuidGenerator } from '../../adapters/node/uuid-generator.ts';
import type { Decoded, IncomingDelivery } from '../../src/domain/delivery.ts';
import { NoteWriter } from '../../src/domain/note-writer.ts';
import type { IngestStore, NewDelivery, Touched } from '../../src/ports/ingest-store.ts';
import { LastApplied } from '../../src/use-cases/intake/last-applied.ts';
import { RetryDeliveries } from '../../src/use-cases/intake/retry-deliveries.ts';
import { changing } from './a-change.ts';
import { aNewDelivery } from './a-delivery.ts';
import type { MemoryWorld } from './a-memory-world.ts';

/** Tries due deliveries again, and keeps some that are due. */
export function aRetry(world: Pick<MemoryWorld, 'ingest' | 'deliveries' | 'clock'>) {
  const contents = new Map<string, Decoded>();
  const decoder = {
    decode: ({ digest }: { digest: string }) => contents.get(digest) ?? ({ ...nothing } as const),
  };
  const notes = new NoteWriter('fr', 'Europe/Paris');
  const workerOn = (ingest: IngestStore, lastApplied = new LastApplied()) => {
    const { deliveries, clock } = world;
    const ids = new UuidGenerator();
    return new RetryDeliveries({
      deliveries,
      decoder,
      ingestStore: ingest,
      clock,
      ids,
      noteWriter: notes,
      lastApplied,
    });
  };

  /** Keeps a delivery that failed once and is due now. */
  const keepDue = async (
    { delivery, decoded, organizationId }: IncomingDelivery,
    changes: Partial<NewDelivery> = {},
  ): Promise<NewDelivery> => {
    contents.set(delivery.digest, decoded);
    const at = world.clock.now();
    const due = { status: 'due', reason: 'stream_busy', attempts: 1, nextAttemptAt: at } as const;
    const failure = { at, reason: 'stream_busy' };
    const added = aNewDelivery({ delivery, organizationId, ...due, failure, ...changes });
    await using unit = await world.ingest.load({
      deliveries: [delivery],
      organizations: new Map(),
    });
    await unit.commit(changing([], { deliveries: [added] }));
    return added;
  };
  return { retry: workerOn(world.ingest), workerOn, keepDue };
}

/** A store that fails with `error` for a unit that touches what `fails` names. */
export function aFailingStore(
  { ingest }: Pick<MemoryWorld, 'ingest'>,
  error: Error,
  fails: (touched: Touched) => boolean,
): IngestStore {
  return {
    load: async (touched) => {
      if (fails(touched)) throw error;
      return ingest.load(touched);
    },
  };
}

const nothing: Decoded = { kind: 'unusable', event: null, reason: 'schema' };
