import type { Cancellation } from '../../src/domain/invitee-fact.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Prospect } from '../../src/domain/prospect.ts';
import type { ScheduledEvent } from '../../src/domain/scheduled-event.ts';
import { keep } from '../support/a-change.ts';
import { aNote, aProspect, aScheduledEventAt, booking } from '../support/a-store-row.ts';
import { theFileOf } from '../support/the-file-of.ts';
import type { MakeStoreWorld, StoreWorld } from './store-world.ts';
import type { TestRunner } from './test-runner.ts';

const hour = 3_600_000;
const cancellation: Cancellation = { by: null, byType: null, reason: null, at: null };

/** Tests what every {@link ProspectStore} promises about a prospect and what belongs to it. */
export function describeProspectStore(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeStoreWorld,
): void {
  describe(`the prospect store on ${name}`, () => {
    let world: StoreWorld;
    let acme: OrganizationId;
    let ada: Prospect;

    beforeEach(async () => {
      world = await makeWorld();
      acme = world.organization();
      ada = aProspect();
    });
    afterEach(() => world.close());

    test('a prospect without meetings has no next one', async () => {
      await keep(world.ingest, acme, { prospects: [ada] });

      const file = await theFileOf(world.prospects, acme, ada.id);

      expect(file).toEqual({
        prospect: { ...ada, nextScheduledEventAt: null },
        scheduledEvents: [],
        notes: [],
      });
    });

    test('the next meeting is the soonest active one to come, wherever it is read', async () => {
      const grace = aProspect();
      const next = inHours(2);
      await keep(world.ingest, acme, {
        prospects: [ada, grace],
        scheduledEvents: [
          meeting(inHours(-1)),
          meeting(inHours(1), { cancellation }),
          meeting(inHours(1), { rescheduledAway: true }),
          meeting(inHours(1), { replacedBy: booking('next') }),
          meeting(null),
          meeting(inHours(3)),
          meeting(next),
          aScheduledEventAt(grace.id, inHours(1)),
        ],
      });

      const { items } = await world.prospects.list(acme, {
        search: null,
        filter: null,
        limit: 10,
        cursor: null,
      });
      const found = [
        (await theFileOf(world.prospects, acme, ada.id))?.prospect,
        (await world.prospects.prospects(acme, [ada.id]))[0],
        items.find(({ id }) => id === ada.id),
      ];
      expect(found.map((view) => view?.nextScheduledEventAt)).toEqual([next, next, next]);
    });

    test('past, canceled and rescheduled meetings are not the next one', async () => {
      await keep(world.ingest, acme, {
        prospects: [ada],
        scheduledEvents: [
          meeting(inHours(-1)),
          meeting(inHours(1), { cancellation }),
          meeting(inHours(1), { cancellation, rescheduledAway: true }),
          meeting(inHours(1), { replacedBy: booking('next') }),
        ],
      });

      const [view] = await world.prospects.prospects(acme, [ada.id]);

      expect(view?.nextScheduledEventAt).toBeNull();
    });

    test('meetings come by their starts, latest first, then those without a time', async () => {
      const inOrder = [
        meeting(inHours(48)),
        meeting(inHours(1)),
        meeting(inHours(-1)),
        meeting(inHours(-48)),
        meeting(null),
      ];
      await keep(world.ingest, acme, {
        prospects: [ada],
        scheduledEvents: [3, 1, 4, 0, 2].map((i) => inOrder[i] as ScheduledEvent),
      });

      const file = await theFileOf(world.prospects, acme, ada.id);

      expect(file?.scheduledEvents.map(({ id }) => id)).toEqual(inOrder.map(({ id }) => id));
    });

    test('notes come newest first', async () => {
      const notes = [3, 1, 2].map((day) =>
        aNote(ada.id, booking(`${day}`), {
          body: `${day}`,
          createdAt: new Date(`2026-01-0${day}T09:00:00Z`),
        }),
      );
      await keep(world.ingest, acme, { prospects: [ada], notes });

      const file = await theFileOf(world.prospects, acme, ada.id);

      expect(file?.notes.map(({ body }) => body)).toEqual(['3', '2', '1']);
    });

    test('a note that a person wrote has no key and no booking', async () => {
      const note = aNote(ada.id, booking('ada'), {
        kind: 'manual',
        author: 'grace',
        key: null,
        booking: null,
      });
      const another = { ...note, id: crypto.randomUUID() };

      await keep(world.ingest, acme, { prospects: [ada], notes: [note, another] });

      const found = await world.prospects.notes(acme, [note.id, another.id]);
      expect(found.toSorted((a) => (a.id === note.id ? -1 : 1))).toEqual([note, another]);
    });

    test('ids that nobody has are left out', async () => {
      const event = meeting(inHours(1));
      const note = aNote(ada.id, event.booking);
      await keep(world.ingest, acme, { prospects: [ada], scheduledEvents: [event], notes: [note] });
      const nobody = crypto.randomUUID();

      expect(await world.prospects.prospects(acme, [nobody, ada.id])).toHaveLength(1);
      expect(await world.prospects.scheduledEvents(acme, [event.id, nobody])).toEqual([event]);
      expect(await world.prospects.notes(acme, [nobody, note.id])).toEqual([note]);
      expect(await world.prospects.notes(acme, [])).toEqual([]);
    });

    for (const [what, id] of [
      ['empty', ''],
      ['no UUID', 'ada'],
      ['SQL', "'; drop table prospect; --"],
      ['long', 'ü'.repeat(500)],
    ] as const)
      test(`an id that is ${what} finds nothing`, async () => {
        expect(await theFileOf(world.prospects, acme, id)).toBeNull();
      });

    test('another organization finds nothing of it', async () => {
      const globex = world.organization();
      const event = meeting(inHours(1));
      const note = aNote(ada.id, event.booking);
      await keep(world.ingest, acme, { prospects: [ada], scheduledEvents: [event], notes: [note] });

      expect(
        await world.prospects.list(globex, { search: null, filter: null, limit: 10, cursor: null }),
      ).toEqual({
        items: [],
        nextCursor: null,
      });
      expect(await theFileOf(world.prospects, globex, ada.id)).toBeNull();
      expect(await world.prospects.prospects(globex, [ada.id])).toEqual([]);
      expect(await world.prospects.scheduledEvents(globex, [event.id])).toEqual([]);
      expect(await world.prospects.notes(globex, [note.id])).toEqual([]);
    });

    test('what was read can be changed without changing what is kept', async () => {
      await keep(world.ingest, acme, { prospects: [ada] });
      const read = await theFileOf(world.prospects, acme, ada.id);
      Object.assign(read?.prospect.reported ?? {}, { name: 'Mallory' });
      read?.prospect.lastActivityAt.setTime(0);

      const again = await theFileOf(world.prospects, acme, ada.id);

      expect(again?.prospect).toEqual({ ...ada, nextScheduledEventAt: null });
    });

    function inHours(hours: number): Date {
      return new Date(world.now.getTime() + hours * hour);
    }

    function meeting(start: Date | null, changes: Partial<ScheduledEvent> = {}): ScheduledEvent {
      return aScheduledEventAt(ada.id, start, changes);
    }
  });
}
