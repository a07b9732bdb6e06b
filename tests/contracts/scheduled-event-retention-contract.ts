import { setTimeout } from 'node:timers/promises';
import type { Meeting } from '../../src/domain/invitee-fact.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { ScheduledEvent } from '../../src/domain/scheduled-event.ts';
import type { Grown } from '../../src/ports/event-log.ts';
import { keep, loaded, touching } from '../support/a-change.ts';
import { aNote, aProspect, aScheduledEvent } from '../support/a-store-row.ts';
import { aRemoval, cutoffs, longAgo, minutesFrom, swept } from '../support/a-sweep.ts';
import { theFileOf } from '../support/the-file-of.ts';
import type { MakeRetentionWorld, RetentionWorld } from './retention-world.ts';
import type { TestRunner } from './test-runner.ts';

const before = cutoffs({ scheduledEvents: longAgo });

/** Tests what every {@link RetentionStore} promises about scheduled events. */
export function describeScheduledEventRetention(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeRetentionWorld,
): void {
  describe(`an old scheduled event on ${name}`, () => {
    let world: RetentionWorld;
    let acme: OrganizationId;

    beforeEach(async () => {
      world = await makeWorld();
      acme = world.organization();
    });
    afterEach(() => world.close());

    const young = minutesFrom(0);
    const old = minutesFrom(-1);
    const cases: [string, Partial<Meeting>, Date, boolean][] = [
      ['ended before', { startTime: minutesFrom(-30), endTime: old }, young, true],
      ['ended just then', { startTime: minutesFrom(-30), endTime: young }, old, false],
      ['ends later', { startTime: minutesFrom(-30), endTime: minutesFrom(30) }, old, false],
      ['has no known end, and came before', { startTime: minutesFrom(-30) }, old, true],
      ['has no known end, and came just then', { startTime: minutesFrom(-30) }, young, false],
      ['has no known times, and came before', {}, old, true],
      ['has no known times, and came just then', {}, young, false],
      ['has no known start, and ended before', { endTime: old }, young, true],
      ['came before, and starts later', { startTime: minutesFrom(1) }, old, false],
      ['has a reported end before its start', { startTime: young, endTime: old }, old, false],
    ];
    for (const [what, times, receivedAt, goes] of cases)
      test(`that ${what} ${goes ? 'goes' : 'stays'}`, async () => {
        const event = aMeeting(times, receivedAt);
        await keep(world.ingest, acme, { scheduledEvents: [event] });

        const batches = await swept(world.retention, acme, before);

        expect(batches).toEqual([{ scheduledEvents: goes ? [event.id] : [], logEntries: 0 }]);
        expect(await idsLeft([event])).toEqual(goes ? [] : [event.id]);
      });

    test('goes in batches, the oldest first, each once', async () => {
      const known = Array.from({ length: 5 }, (_, i) => aMeetingAt(minutesFrom(-100 + i)));
      const unknown = Array.from({ length: 3 }, () => aMeeting({}, old));
      const later = aMeetingAt(minutesFrom(10));
      const all = [...known.toReversed(), later, ...unknown];
      await keep(world.ingest, acme, { scheduledEvents: all });

      const batches = await swept(world.retention, acme, before, 2);

      const taken = batches.flatMap(({ scheduledEvents }) => scheduledEvents);
      expect(taken.filter((id) => known.some((event) => event.id === id))).toEqual(
        known.map(({ id }) => id),
      );
      expect(taken.toSorted()).toEqual([...known, ...unknown].map(({ id }) => id).toSorted());
      expect(batches.map(({ scheduledEvents: { length } }) => length > 4)).toEqual(
        batches.map(() => false),
      );
      expect(await idsLeft(all)).toEqual([later.id]);
      expect(await swept(world.retention, acme, before)).toEqual([nothing]);
    });

    test('is announced at the end of the log, and to those who listen to it', async () => {
      const event = aMeetingAt(minutesFrom(-60));
      const entries = [aRemoval(crypto.randomUUID())];
      await keep(world.ingest, acme, { scheduledEvents: [event], entries });
      const called = Promise.withResolvers<Grown | null>();
      world.log.onGrown((id, grown) => {
        if (id === acme) called.resolve(grown);
      });

      await swept(world.retention, acme, before);

      const page = await world.log.read(acme, 1, 10);
      expect(page).toMatchObject({ seq: 2, purgedThrough: 0 });
      expect(page.entries).toEqual([{ ...aRemoval(event.id), seq: 2 }]);
      const tooLate = setTimeout(5_000, 'no call came', { ref: false });
      expect(await Promise.race([called.promise, tooLate])).toEqual({
        entries: page.entries,
        prospects: [],
        scheduledEvents: [],
        notes: [],
      });
    });

    test('leaves its prospect, and its notes with their keys', async () => {
      const ada = aProspect();
      const event = { ...aMeetingAt(minutesFrom(-60)), prospectId: ada.id };
      const note = aNote(ada.id, event.booking);
      await keep(world.ingest, acme, {
        prospects: [ada],
        scheduledEvents: [event],
        notes: [note],
      });

      await swept(world.retention, acme, before);

      const file = await theFileOf(world.prospects, acme, ada.id);
      expect(file).toMatchObject({ prospect: { id: ada.id }, notes: [{ id: note.id }] });
      expect(file?.scheduledEvents).toEqual([]);
      const touched = touching(acme, { bookings: [event.booking] });
      expect(
        await loaded(world.ingest, touched, (unit) => ({
          event: unit.stateOf(acme).scheduledEvent(event.booking),
          notes: unit.stateOf(acme).notesOf(event.booking),
        })),
      ).toMatchObject({ event: undefined, notes: [{ id: note.id, key: note.key }] });
    });

    test('that is reported again is there again, and goes again', async () => {
      const event = aMeetingAt(minutesFrom(-60));
      await keep(world.ingest, acme, { scheduledEvents: [event] });
      await swept(world.retention, acme, before);
      const again = { ...event, id: crypto.randomUUID() };

      await keep(world.ingest, acme, { scheduledEvents: [again] });

      expect(await idsLeft([event, again])).toEqual([again.id]);
      expect(await swept(world.retention, acme, before)).toEqual([
        { scheduledEvents: [again.id], logEntries: 0 },
      ]);
    });

    test('stays when its batch was given up, and is in the next one', async () => {
      const event = aMeetingAt(minutesFrom(-60));
      await keep(world.ingest, acme, { scheduledEvents: [event] });
      const sweep = world.retention.sweep(acme, before);

      const givenUp = await sweep.next(10);
      await givenUp[Symbol.asyncDispose]();
      const afterwards = await idsLeft([event]);
      await using batch = await sweep.next(10);

      expect(givenUp.scheduledEvents).toEqual([event.id]);
      expect(afterwards).toEqual([event.id]);
      expect(batch.scheduledEvents).toEqual([event.id]);
    });

    test('goes in turn with what is taken in', async () => {
      const events = Array.from({ length: 30 }, () => aMeetingAt(minutesFrom(-60)));
      await keep(world.ingest, acme, { scheduledEvents: events });

      await Promise.all([
        swept(world.retention, acme, before, 3),
        swept(world.retention, acme, before, 4),
        ...events.map(({ id }) => keep(world.ingest, acme, { entries: [aRemoval(id)] })),
      ]);

      const { seq, entries } = await world.log.read(acme, 0, 1000);
      expect(await idsLeft(events)).toEqual([]);
      expect(seq).toBe(60);
      expect(entries.map((entry) => entry.seq)).toEqual(
        Array.from({ length: 60 }, (_, i) => i + 1),
      );
    });

    test('of another organization stays', async () => {
      const globex = world.organization();
      const event = aMeetingAt(minutesFrom(-60));
      await keep(world.ingest, globex, { scheduledEvents: [event] });

      expect(await swept(world.retention, acme, before)).toEqual([nothing]);

      expect(await idsLeft([event], globex)).toEqual([event.id]);
    });

    test('names its organization to whoever looks for old things', async () => {
      const organizations = Array.from({ length: 4 }, () => world.organization());
      const [late, none, ...old] = organizations;
      if (late === undefined || none === undefined) throw new Error('There are four of them.');
      await keep(world.ingest, late, { scheduledEvents: [aMeetingAt(minutesFrom(60))] });
      await keep(world.ingest, none, { scheduledEvents: [] });
      for (const id of old) {
        await keep(world.ingest, id, { scheduledEvents: [aMeetingAt(minutesFrom(-60))] });
      }

      const found = await allOrganizations(2);
      for (const id of old) await swept(world.retention, id, before);
      const left = await allOrganizations(2);

      expect(found.filter((id) => organizations.includes(id)).toSorted()).toEqual(old.toSorted());
      expect(left.filter((id) => organizations.includes(id))).toEqual([]);
    });

    const nothing = { scheduledEvents: [], logEntries: 0 };

    async function idsLeft(events: ScheduledEvent[], of = acme): Promise<string[]> {
      const ids = events.map(({ id }) => id);
      return (await world.prospects.scheduledEvents(of, ids)).map(({ id }) => id);
    }

    async function allOrganizations(limit: number): Promise<OrganizationId[]> {
      const all: OrganizationId[] = [];
      for (;;) {
        const page = await world.retention.organizations(before, all.at(-1) ?? null, limit);
        all.push(...page);
        if (page.length < limit) return all;
      }
    }
  });
}

function aMeeting(times: Partial<Meeting>, receivedAt: Date): ScheduledEvent {
  const meeting = { name: 'A meeting', startTime: null, endTime: null, hosts: [], ...times };
  return aScheduledEvent(crypto.randomUUID(), crypto.randomUUID(), { meeting, receivedAt });
}

/** A meeting of half an hour. */
function aMeetingAt(startTime: Date): ScheduledEvent {
  return aMeeting({ startTime, endTime: minutesFrom(30, startTime) }, startTime);
}
