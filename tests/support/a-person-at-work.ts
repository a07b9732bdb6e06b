import { UuidGenerator } from '../../adapters/node/uuid-generator.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { AddNote } from '../../src/use-cases/prospects/add-note.ts';
import { ChangeProspect } from '../../src/use-cases/prospects/change-prospect.ts';
import { EditProspect } from '../../src/use-cases/prospects/edit-prospect.ts';
import { aBooking } from './a-booking.ts';
import type { FactOptions } from './a-fact.ts';
import { aMemoryWorld } from './a-memory-world.ts';
import { aReceiver } from './a-receiver.ts';
import { anIncoming } from './an-incoming.ts';

/** An organization with a booking of `ada`, and a person who edits prospects and adds notes there. */
export async function aPersonAtWork() {
  const world = aMemoryWorld();
  const acme = world.organization();
  const { receive } = aReceiver(world);
  const change = new ChangeProspect({
    prospects: world.prospects,
    ingestStore: world.ingest,
    clock: world.clock,
  });

  const book = async (options: FactOptions) => {
    await receive.execute([anIncoming(acme, aBooking(options))]);
  };
  await book({ of: 'ada' });
  const query = { search: null, filter: null, limit: 1, cursor: null };
  const [ada] = (await world.prospects.list(acme, query)).items;
  if (ada === undefined) throw new Error('Nobody was booked.');

  /** The entries announced since the first booking. */
  const announced = async (of: OrganizationId = acme) =>
    (await world.log.read(of, 3, 100)).entries.map(({ type, subjectId, changed }) => ({
      type,
      subjectId,
      changed,
    }));
  return {
    world,
    acme,
    ada,
    book,
    announced,
    edit: new EditProspect({ changeProspect: change, prospects: world.prospects }),
    addNote: new AddNote({ changeProspect: change, ids: new UuidGenerator() }),
  };
}
