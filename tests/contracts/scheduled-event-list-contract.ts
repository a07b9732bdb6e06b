import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Prospect } from '../../src/domain/prospect.ts';
import { type ScheduledEvent, statusOf } from '../../src/domain/scheduled-event.ts';
import type { ScheduledEventQuery } from '../../src/ports/scheduled-event-store.ts';
import { keep } from '../support/a-change.ts';
import { aFullScheduledEvent } from '../support/a-full-row.ts';
import { expectOnlyOwnCursors, pagesOf } from '../support/a-paged-list.ts';
import { aProspect, aScheduledEventAt, booking } from '../support/a-store-row.ts';
import type { MakeStoreWorld, StoreWorld } from './store-world.ts';
import type { TestRunner } from './test-runner.ts';

const cancellation = { by: null, byType: null, reason: null, at: null };

/** Tests what every {@link ScheduledEventStore} promises. */
export function describeScheduledEventList(
  { afterEach, beforeEach, describe, expect, test }: TestRunner,
  name: string,
  makeWorld: MakeStoreWorld,
): void {
  describe(`the list of scheduled events on ${name}`, () => {
    let world: StoreWorld;
    let acme: OrganizationId;
    let ada: Prospect;

    beforeEach(async () => {
      world = await makeWorld();
      acme = world.organization();
      ada = aProspect();
    });
    afterEach(() => world.close());

    test('is empty for an organization of which nothing is known', async () => {
      expect(await list()).toEqual({ items: [], nextCursor: null });
    });

    test('has those of all prospects by start, each as it is', async () => {
      const grace = aProspect();
      const full = aFullScheduledEvent(grace.id);
      const [third, first] = [onDay(9), onDay(2)];
      await keepAll([third, full, first], [ada, grace]);

      expect((await list()).items).toEqual([first, third, full]);
    });

    test('has none whose start is not known', async () => {
      const [known, unknown] = [onDay(2), aScheduledEventAt(ada.id, null)];
      await keepAll([unknown, known]);

      expect(await found()).toEqual([known.id]);
      expect(await found({ from: new Date(0), to: new Date('2100-01-01T00:00:00Z') })).toEqual([
        known.id,
      ]);
    });

    test('begins with those that start at `from`, and ends before those that start at `to`', async () => {
      const events = [1, 2, 3, 4].map((day) => onDay(day));
      const [first, second, third, fourth] = events.map(({ id }) => id);
      await keepAll(events);
      const [from, to] = [startOf(events[1]), startOf(events[3])];

      expect(await found({ from })).toEqual([second, third, fourth]);
      expect(await found({ to })).toEqual([first, second, third]);
      expect(await found({ from, to })).toEqual([second, third]);
      expect(
        await found({ from: new Date(from.getTime() + 1), to: new Date(to.getTime() + 1) }),
      ).toEqual([third, fourth]);
      expect(await found({ from: to, to: from })).toEqual([]);
      expect(await found({ from, to: from })).toEqual([]);
    });

    for (const status of ['active', 'canceled', 'rescheduled'] as const)
      test(`of those that are ${status} has no others`, async () => {
        const events = [
          onDay(1),
          onDay(2, { noShow: true }),
          onDay(3, { cancellation }),
          onDay(4, { rescheduledAway: true }),
          onDay(5, { cancellation, replacedBy: booking('next') }),
        ];
        await keepAll(events);

        const wanted = events.filter((event) => statusOf(event) === status);
        expect(await found({ status })).toEqual(wanted.map(({ id }) => id));
      });

    for (const limit of [1, 7])
      test(`names each of 25 that start at once, once, by pages of ${limit}`, async () => {
        const events = Array.from({ length: 25 }, () => onDay(3));
        await keepAll([...events, onDay(1), onDay(5), onDay(3, { cancellation })]);
        const query = { from: startOf(events[0]), to: new Date('2026-02-04T00:00:00Z'), limit };

        const pages = await pagesOf((cursor) => list({ ...query, status: 'active', cursor }));

        const ids = pages.flatMap(({ items }) => items.map(({ id }) => id));
        expect(ids).toEqual(events.map(({ id }) => id).toSorted());
        expect(pages).toHaveLength(Math.ceil(25 / limit));
      });

    for (const status of ['active', 'canceled', 'rescheduled'] as const)
      test(`goes through those that are ${status} page by page`, async () => {
        const changes = [{}, { cancellation }, { rescheduledAway: true }];
        const events = Array.from({ length: 9 }, (_, i) => onDay(9 - i, changes[i % 3]));
        await keepAll(events);

        const pages = await pagesOf((cursor) => list({ status, limit: 2, cursor }));

        const wanted = events.filter((event) => statusOf(event) === status).toReversed();
        const ids = pages.map(({ items }) => items.map(({ id }) => id));
        expect(ids).toEqual([[wanted[0]?.id, wanted[1]?.id], [wanted[2]?.id]]);
      });

    test('keeps its position when an earlier one comes meanwhile', async () => {
      const events = [2, 3, 4].map((day) => onDay(day));
      await keepAll(events);
      const start = await list({ limit: 2 });
      await keepAll([onDay(1)]);

      const rest = await list({ limit: 2, cursor: start.nextCursor });

      expect(rest.items.map(({ id }) => id)).toEqual([events[2]?.id]);
      expect(rest.nextCursor).toBeNull();
    });

    test('has nothing of another organization', async () => {
      await keepAll([onDay(1)]);

      expect((await list({}, world.organization())).items).toEqual([]);
    });

    test('takes no cursor but those that it gave to this organization', async () => {
      const globex = world.organization();
      await keepAll([onDay(1), onDay(2)]);

      await expectOnlyOwnCursors(
        expect,
        (of, cursor) => list({ limit: 1, cursor }, of),
        acme,
        globex,
      );
    });

    function onDay(day: number, changes: Partial<ScheduledEvent> = {}): ScheduledEvent {
      return aScheduledEventAt(ada.id, new Date(`2026-02-0${day}T09:00:00.123Z`), changes);
    }

    async function keepAll(scheduledEvents: ScheduledEvent[], prospects = [ada]): Promise<void> {
      await keep(world.ingest, acme, { prospects, scheduledEvents });
    }

    function list(query: Partial<ScheduledEventQuery> = {}, of = acme) {
      const all = { from: null, to: null, status: null, limit: 100, cursor: null };
      return world.scheduledEvents.list(of, { ...all, ...query });
    }

    async function found(query: Partial<ScheduledEventQuery> = {}): Promise<string[]> {
      return (await list(query)).items.map(({ id }) => id);
    }
  });
}

function startOf(event: ScheduledEvent | undefined): Date {
  return event?.meeting.startTime ?? new Date(Number.NaN);
}
