import { expect, test } from '@jest/globals';
import { jsonBytes } from '../../../src/domain/json-bytes.ts';
import { ShowProspect } from '../../../src/use-cases/prospects/show-prospect.ts';
import { keep } from '../../support/a-change.ts';
import { aMemoryWorld } from '../../support/a-memory-world.ts';
import { aNote, aProspect, aScheduledEventAt, booking } from '../../support/a-store-row.ts';

const hour = 3_600_000;
const mebibyte = 1024 * 1024;

test('meetings come next first: what is to come, then the latest past, then those without a time', async () => {
  const { world, acme, show } = aShowing();
  const ada = aProspect();
  const inOrder = [1, 48, -1, -48, null].map((hours) =>
    aScheduledEventAt(ada.id, hours === null ? null : new Date(world.now.getTime() + hours * hour)),
  );
  const scheduledEvents = inOrder.toReversed();
  await keep(world.ingest, acme, { prospects: [ada], scheduledEvents });

  const file = await show.execute(acme, ada.id);

  expect(file?.scheduledEvents.map(({ id }) => id)).toEqual(inOrder.map(({ id }) => id));
  expect(file).toMatchObject({ scheduledEventsCursor: null, notesCursor: null });
});

test('many large notes leave the meetings half of the room, and both go on from their cursors', async () => {
  const { world, acme, show } = aShowing();
  const ada = aProspect();
  const body = 'x'.repeat(60_000);
  const notes = Array.from({ length: 40 }, (_, i) => aNote(ada.id, booking(`${i}`), { body }));
  const scheduledEvents = Array.from({ length: 40 }, (_, i) => {
    const event = aScheduledEventAt(ada.id, new Date(world.now.getTime() + i * hour));
    return { ...event, meeting: { ...event.meeting, name: body } };
  });
  await keep(world.ingest, acme, { prospects: [ada], scheduledEvents, notes });

  const file = await show.execute(acme, ada.id);

  expect(jsonBytes(file)).toBeLessThanOrEqual(mebibyte);
  expect([file?.scheduledEvents.length, file?.notes.length]).toEqual([9, 8]);
  const paging = { limit: 100, maxBytes: 10 * mebibyte };
  const older = await world.prospects.scheduledEventsOf(acme, ada.id, {
    ...paging,
    cursor: file?.scheduledEventsCursor ?? null,
  });
  const olderNotes = await world.prospects.notesOf(acme, ada.id, {
    ...paging,
    cursor: file?.notesCursor ?? null,
  });
  expect([older.items.length, olderNotes.items.length]).toEqual([31, 32]);
});

test('a person of whom one meeting is larger than a page comes with it all the same', async () => {
  const { world, acme, show } = aShowing();
  const ada = aProspect();
  const events = [1, 2].map((hours) => {
    const event = aScheduledEventAt(ada.id, new Date(world.now.getTime() + hours * hour));
    return { ...event, meeting: { ...event.meeting, name: 'x'.repeat(2 * mebibyte) } };
  });
  const notes = [aNote(ada.id, booking('ada'))];
  await keep(world.ingest, acme, { prospects: [ada], scheduledEvents: events, notes });

  const file = await show.execute(acme, ada.id);

  expect(file?.scheduledEvents.map(({ id }) => id)).toEqual([events[1]?.id]);
  expect(file?.scheduledEventsCursor).not.toBeNull();
  expect(file?.notes).toHaveLength(1);
});

function aShowing() {
  const world = aMemoryWorld();
  const show = new ShowProspect({
    prospects: world.prospects,
    eventLog: world.log,
    clock: world.clock,
  });
  return { world, acme: world.organization(), show };
}
