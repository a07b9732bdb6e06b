import type { NoteKey } from '../../src/domain/booking-note.ts';
import { StoreConflict } from '../../src/domain/errors.ts';
import { type OrganizationId, organizationId } from '../../src/domain/organization-id.ts';
import { changing, keep, loaded, touching } from '../support/a-change.ts';
import { aDelivery, aNewDelivery } from '../support/a-delivery.ts';
import { aFullNote, aFullProspect, aFullScheduledEvent } from '../support/a-full-row.ts';
import { aNote, anEntry, aProspect, aScheduledEvent, booking } from '../support/a-store-row.ts';
import { theFileOf } from '../support/the-file-of.ts';
import type { MakeStoreWorld, StoreWorld } from './store-world.ts';
import type { TestRunner } from './test-runner.ts';

/** Tests what every {@link IngestStore} promises, whatever it keeps things in. */
export function describeIngestStore(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeStoreWorld,
): void {
  describe(`the ingest store on ${name}`, () => {
    let world: StoreWorld;
    let acme: OrganizationId;

    beforeEach(async () => {
      world = await makeWorld();
      acme = world.organization();
    });
    afterEach(() => world.close());

    test('what was committed is there for the next unit', async () => {
      const prospect = aProspect();
      const event = aScheduledEvent(prospect.id, 'ada');
      const note = aNote(prospect.id, event.booking);

      await keep(world.ingest, acme, {
        prospects: [prospect],
        scheduledEvents: [event],
        notes: [note],
      });

      const touched = touching(acme, { bookings: [event.booking], emails: [prospect.email] });
      await loaded(world.ingest, touched, (unit) => {
        const state = unit.stateOf(acme);
        expect(state.prospect(prospect.email)).toEqual(prospect);
        expect(state.scheduledEvent(event.booking)).toEqual(event);
        expect(state.notesOf(event.booking)).toEqual([
          {
            id: note.id,
            prospectId: prospect.id,
            createdAt: note.createdAt,
            key: note.key,
            booking: event.booking,
          },
        ]);
      });
    });

    test('every value comes back as it was', async () => {
      const prospect = aFullProspect();
      const event = aFullScheduledEvent(prospect.id);
      const note = aFullNote(prospect.id, event.booking);

      await keep(world.ingest, acme, {
        prospects: [prospect],
        scheduledEvents: [event],
        notes: [note],
      });

      const touched = touching(acme, { bookings: [event.booking], emails: [prospect.email] });
      await loaded(world.ingest, touched, (unit) => {
        expect(unit.stateOf(acme).prospect(prospect.email)).toEqual(prospect);
        expect(unit.stateOf(acme).scheduledEvent(event.booking)).toEqual(event);
        expect(unit.stateOf(acme).notesOf(event.booking)).toMatchObject([{ key: note.key }]);
      });
      const file = await theFileOf(world.prospects, acme, prospect.id);
      expect(file?.prospect).toEqual({ ...prospect, nextScheduledEventAt: null });
      expect(file?.scheduledEvents).toEqual([event]);
      expect(file?.notes).toEqual([note]);
    });

    test('what was handed over can be changed afterwards without changing what is kept', async () => {
      const prospect = aFullProspect();
      const event = aFullScheduledEvent(prospect.id);
      const entries = [anEntry(prospect.id)];
      const rows = { prospects: [prospect], scheduledEvents: [event], entries };
      const asHandedOver = structuredClone(rows);
      await keep(world.ingest, acme, rows);

      prospect.reported.name = 'Mallory';
      prospect.lastActivityAt.setTime(0);
      event.meeting.startTime?.setTime(0);
      event.pendingNotes.length = 0;
      entries[0]?.occurredAt.setTime(0);

      const file = await theFileOf(world.prospects, acme, prospect.id);
      expect(file?.prospect).toMatchObject(asHandedOver.prospects[0] as object);
      expect(file?.scheduledEvents).toEqual(asHandedOver.scheduledEvents);
      expect((await world.log.read(acme, 0, 10)).entries).toMatchObject(asHandedOver.entries);
    });

    test('a row with a known id replaces the one before', async () => {
      const prospect = aProspect();
      const event = aFullScheduledEvent(prospect.id);
      await keep(world.ingest, acme, { prospects: [prospect], scheduledEvents: [event] });
      const renamed = { ...prospect, reported: { ...prospect.reported, name: 'Ada' } };
      const cleared = {
        ...aScheduledEvent(prospect.id, 'other'),
        id: event.id,
        booking: event.booking,
      };

      await keep(world.ingest, acme, { prospects: [renamed], scheduledEvents: [cleared] });

      const file = await theFileOf(world.prospects, acme, prospect.id);
      expect(file?.prospect).toEqual({ ...renamed, nextScheduledEventAt: null });
      expect(file?.scheduledEvents).toEqual([cleared]);
    });

    test('a moved note keeps its words and takes the new prospect and time', async () => {
      const [ada, grace] = [aProspect(), aProspect()];
      const note = aNote(ada.id, booking('ada'), { body: 'Bonjour' });
      await keep(world.ingest, acme, { prospects: [ada, grace], notes: [note] });
      const createdAt = new Date('2025-12-31T23:59:59.999Z');
      const moved = {
        id: note.id,
        prospectId: grace.id,
        createdAt,
        key: note.key as NoteKey,
        booking: booking('ada'),
      };

      await keep(world.ingest, acme, { notesMoved: [moved] });

      expect(await world.prospects.notes(acme, [note.id])).toEqual([
        { ...note, prospectId: grace.id, createdAt },
      ]);
      expect((await theFileOf(world.prospects, acme, grace.id))?.notes).toHaveLength(1);
      expect((await theFileOf(world.prospects, acme, ada.id))?.notes).toEqual([]);
    });

    test('with a booking come its predecessors and successors, kept apart', async () => {
      const prospect = aProspect();
      const first = aScheduledEvent(prospect.id, 'first', { replacedBy: booking('second') });
      const third = aScheduledEvent(prospect.id, 'third', { replaces: booking('second') });
      const stranger = aScheduledEvent(prospect.id, 'stranger', { replaces: booking('another') });
      await keep(world.ingest, acme, {
        prospects: [prospect],
        scheduledEvents: [first, third, stranger],
      });

      const touched = touching(acme, { bookings: [booking('second')] });
      await loaded(world.ingest, touched, (unit) => {
        const state = unit.stateOf(acme);
        expect(state.scheduledEvent(booking('second'))).toBeUndefined();
        expect(state.predecessorsOf(booking('second'))).toEqual([first]);
        expect(state.successorsOf(booking('second'))).toEqual([third]);
        expect(state.scheduledEvent(booking('first'))).toEqual(first);
      });
    });

    test('an unknown organization has nothing', async () => {
      const touched = touching(acme, {
        bookings: [booking('ada')],
        emails: [aProspect().email],
        deliveries: [aDelivery()],
      });

      await loaded(world.ingest, touched, (unit) => {
        const state = unit.stateOf(acme);
        const [email] = touched.organizations.get(acme)?.emails ?? [];
        expect(email && state.prospect(email)).toBeUndefined();
        expect(state.scheduledEvent(booking('ada'))).toBeUndefined();
        expect(state.successorsOf(booking('ada'))).toEqual([]);
        expect(state.predecessorsOf(booking('ada'))).toEqual([]);
        expect(state.notesOf(booking('ada'))).toEqual([]);
        expect(touched.deliveries.map((delivery) => unit.statusOf(delivery))).toEqual([undefined]);
      });
    });

    test('a unit that was not committed leaves nothing', async () => {
      const prospect = aProspect();
      const touched = touching(acme, { emails: [prospect.email] });
      await using unit = await world.ingest.load(touched);

      await unit[Symbol.asyncDispose]();

      await loaded(world.ingest, touched, (next) => {
        expect(next.stateOf(acme).prospect(prospect.email)).toBeUndefined();
      });
      expect(await world.log.read(acme, 0, 10)).toMatchObject({ seq: 0, entries: [] });
    });

    test('a commit that fails keeps none of its changes', async () => {
      const prospect = aProspect();
      const stored = aNewDelivery();
      await keep(world.ingest, acme, {}, [stored]);
      await using unit = await world.ingest.load(touching(acme, { emails: [prospect.email] }));

      const commit = unit.commit(
        changing([[acme, { prospects: [prospect], entries: [anEntry(prospect.id)] }]], {
          deliveries: [aNewDelivery(), aNewDelivery({ delivery: stored.delivery })],
        }),
      );

      await expect(commit).rejects.toBeInstanceOf(StoreConflict);
      await unit[Symbol.asyncDispose]();
      expect(await theFileOf(world.prospects, acme, prospect.id)).toBeNull();
      expect(await world.log.read(acme, 0, 10)).toMatchObject({ seq: 0, entries: [] });
    });

    test('disposing of a unit twice, or after its commit, changes nothing', async () => {
      const prospect = aProspect();
      await using unit = await world.ingest.load(touching(acme, { emails: [prospect.email] }));
      await unit.commit(changing([[acme, { prospects: [prospect] }]]));

      await unit[Symbol.asyncDispose]();
      await unit[Symbol.asyncDispose]();

      expect(await world.prospects.prospects(acme, [prospect.id])).toHaveLength(1);
    });

    test('an organization may have any name', async () => {
      const named = [` '"\\ {a,b} %_\u00e9 👩🏽‍🚀`, 'שלום', 'x'.repeat(100)].map((odd) =>
        organizationId(`${odd} ${world.organization()}`),
      );
      for (const organization of named) {
        await keep(world.ingest, organization, { prospects: [aProspect()] });
      }

      for (const organization of named) {
        const page = await world.prospects.list(organization, {
          search: null,
          filter: null,
          limit: 10,
          cursor: null,
        });
        expect(page.items).toHaveLength(1);
      }
    });

    test('another organization’s rows are not loaded', async () => {
      const prospect = aProspect();
      const event = aScheduledEvent(prospect.id, 'ada', { replaces: booking('before') });
      const other = world.organization();
      await keep(world.ingest, acme, {
        prospects: [prospect],
        scheduledEvents: [event],
        notes: [aNote(prospect.id, event.booking)],
      });

      const touched = touching(other, {
        bookings: [event.booking, booking('before')],
        emails: [prospect.email],
      });
      await loaded(world.ingest, touched, (unit) => {
        const state = unit.stateOf(other);
        expect(state.prospect(prospect.email)).toBeUndefined();
        expect(state.scheduledEvent(event.booking)).toBeUndefined();
        expect(state.successorsOf(booking('before'))).toEqual([]);
        expect(state.notesOf(event.booking)).toEqual([]);
      });
    });

    test('two organizations may have the same person, booking and note', async () => {
      const other = world.organization();
      for (const organization of [acme, other]) {
        const prospect = aProspect({
          email: aProspect({ id: 'ada' }).email,
          id: crypto.randomUUID(),
        });
        const event = aScheduledEvent(prospect.id, 'ada');
        const notes = [aNote(prospect.id, event.booking)];
        await keep(world.ingest, organization, {
          prospects: [prospect],
          scheduledEvents: [event],
          notes,
        });
      }

      const pages = [acme, other].map((id) =>
        world.prospects.list(id, { search: null, filter: null, limit: 10, cursor: null }),
      );
      expect((await Promise.all(pages)).map(({ items }) => items.length)).toEqual([1, 1]);
    });
  });
}
