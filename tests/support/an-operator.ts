import { CalendlyDecoder } from '../../adapters/calendly/calendly-decoder.ts';
import { MemoryAuditStore } from '../../adapters/memory/memory-audit-store.ts';
import { UuidGenerator } from '../../adapters/node/uuid-generator.ts';
import type { VerifiedDelivery } from '../../src/domain/delivery.ts';
import { NoteWriter } from '../../src/domain/note-writer.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { NewDelivery } from '../../src/ports/ingest-store.ts';
import { type Act, DecideDelivery } from '../../src/use-cases/operators/decide-delivery.ts';
import { changing } from './a-change.ts';
import { aDelivery, aNewDelivery } from './a-delivery.ts';
import type { MemoryWorld } from './a-memory-world.ts';

/** A person who decides on what was not applied. */
export function anOperator(world: MemoryWorld) {
  const { ingest: ingestStore, deliveries, prospects, clock, database } = world;
  const decide = new DecideDelivery({
    deliveries,
    prospects,
    ingestStore,
    clock,
    decoder: new CalendlyDecoder(),
    ids: new UuidGenerator(),
    noteWriter: new NoteWriter('fr', 'Europe/Paris'),
  });
  const audit = new MemoryAuditStore(database);
  return {
    decide,
    does: (of: OrganizationId, id: string, act: Act, dryRun = false) =>
      decide.execute(of, id, act, { actor: 'ada', reason: 'because', dryRun }),
    audited: async (of: OrganizationId) =>
      (await audit.list(of, { limit: 100, cursor: null })).items,
    /** Keeps a webhook that was not applied. */
    keeps: async (
      of: OrganizationId,
      body: string | null,
      changes: Partial<NewDelivery> = {},
      delivered: Partial<VerifiedDelivery> = {},
    ): Promise<NewDelivery> => {
      const bytes = body === null ? {} : { rawBody: new TextEncoder().encode(body) };
      const delivery = aDelivery({ ...bytes, ...delivered });
      const dead = { status: 'dead', reason: 'internal_error', attempts: 1 } as const;
      const added = aNewDelivery({ delivery, organizationId: of, ...dead, ...changes });
      await using unit = await ingestStore.load({
        deliveries: [delivery],
        organizations: new Map(),
      });
      await unit.commit(changing([], { deliveries: [added] }));
      return added;
    },
  };
}
