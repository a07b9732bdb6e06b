import { describe, expect, test } from '@jest/globals';
import {
  StoreConflict,
  StoreRefused,
  StoreUnavailable,
  StreamBusy,
} from '../../src/domain/errors.ts';
import { LastApplied } from '../../src/use-cases/intake/last-applied.ts';
import { aBooking } from '../support/a-booking.ts';
import { aMemoryWorld } from '../support/a-memory-world.ts';
import { aFailingStore, aRetry } from '../support/a-retry.ts';
import { anIncoming } from '../support/an-incoming.ts';

describe('a due delivery that fails again', () => {
  test.each([
    [1, 10],
    [2, 20],
    [3, 40],
    [4, 80],
    [5, 160],
    [6, 320],
  ])('after %i attempts is due in %i s', async (attempts, seconds) => {
    const world = aMemoryWorld();
    const { workerOn, keepDue } = aRetry(world);
    const acme = world.organization();
    const { id } = await keepDue(anIncoming(acme, aBooking({ of: 'ada' })), { attempts });
    await keepDue(anIncoming(world.organization(), aBooking({ of: 'grace' })));
    const busy = aFailingStore(world, new StreamBusy('held'), (of) => of.organizations.has(acme));

    await workerOn(busy).execute();

    const file = await world.deliveries.get(acme, id);
    expect(file?.delivery).toMatchObject({
      status: 'due',
      reason: 'stream_busy',
      attempts: attempts + 1,
      appliedAt: null,
      nextAttemptAt: new Date(world.now.getTime() + seconds * 1000),
    });
    expect(file?.failedAttempts).toHaveLength(2);
  });

  test('is dead at its eighth attempt, each remembered, and then left alone', async () => {
    const world = aMemoryWorld();
    const { workerOn, keepDue } = aRetry(world);
    const acme = world.organization();
    const { id } = await keepDue(anIncoming(acme, aBooking({ of: 'ada' })));
    const busy = aFailingStore(world, new StreamBusy('held'), (of) => of.organizations.has(acme));
    const attempts = [];

    for (let hour = 0; hour < 12; hour += 1) {
      await keepDue(anIncoming(world.organization(), aBooking({ of: `grace-${hour}` })));
      await workerOn(busy).execute();
      world.clock.advance(3600);
      attempts.push((await world.deliveries.get(acme, id))?.delivery.attempts);
    }

    const file = await world.deliveries.get(acme, id);
    expect(attempts).toEqual([2, 3, 4, 5, 6, 7, 8, 8, 8, 8, 8, 8]);
    expect(file?.delivery).toMatchObject({ status: 'dead', nextAttemptAt: null });
    const hours = file?.failedAttempts.slice(1).map(({ at }) => (+at - +world.now) / 3600_000);
    expect(hours).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  test('is applied once its cause is gone', async () => {
    const world = aMemoryWorld();
    const { retry, workerOn, keepDue } = aRetry(world);
    const acme = world.organization();
    const { id } = await keepDue(anIncoming(acme, aBooking({ of: 'ada' })));
    const conflict = new StoreConflict('somebody was faster');
    await keepDue(anIncoming(world.organization(), aBooking({ of: 'grace' })));

    await workerOn(aFailingStore(world, conflict, (of) => of.organizations.has(acme))).execute();
    await retry.execute();
    const tooSoon = (await world.deliveries.get(acme, id))?.delivery;
    world.clock.advance(10);
    await retry.execute();

    expect(tooSoon).toMatchObject({ status: 'due', reason: 'store_conflict', attempts: 2 });
    expect((await world.deliveries.get(acme, id))?.delivery).toMatchObject({
      status: 'applied',
      reason: null,
      attempts: 3,
    });
  });

  test('for a reason of our own is dead at once, and costs its neighbours nothing', async () => {
    const world = aMemoryWorld();
    const { retry, keepDue } = aRetry(world);
    const acme = world.organization();
    const people = Array.from({ length: 20 }, (_, i) => (i === 7 ? 'poison' : `p${i}`));
    for (const of of people) {
      const start = of === 'poison' ? 'never' : '2026-01-05T10:00:00Z';
      await keepDue(anIncoming(acme, aBooking({ of, start })));
    }

    await retry.execute();

    const { items } = await world.deliveries.list(acme, { status: null, limit: 100, cursor: null });
    expect(items.filter(({ status }) => status === 'applied')).toHaveLength(19);
    expect(items.filter(({ status }) => status !== 'applied')).toMatchObject([
      { status: 'dead', reason: 'internal_error', attempts: 2, nextAttemptAt: null },
    ]);
    expect(items.map(({ attempts }) => attempts)).toEqual(people.map(() => 2));
    expect((await world.log.heads([acme])).get(acme)?.seq).toBe(57);
  });

  test('of a busy organization costs other organizations nothing', async () => {
    const world = aMemoryWorld();
    const { workerOn, keepDue } = aRetry(world);
    const [acme, busy] = [world.organization(), world.organization()];
    const names = ['ada', 'grace', 'joan', 'mary', 'anita'];
    for (const [i, of] of names.entries()) {
      await keepDue(anIncoming(i % 2 ? busy : acme, aBooking({ of })));
    }

    await workerOn(
      aFailingStore(world, new StreamBusy('held'), (of) => of.organizations.has(busy)),
    ).execute();

    const [applied, waiting] = await Promise.all(
      [acme, busy].map((of) => world.deliveries.list(of, { status: null, limit: 9, cursor: null })),
    );
    expect(applied?.items.map(({ status }) => status)).toEqual(['applied', 'applied', 'applied']);
    expect(waiting?.items.map(({ status }) => status)).toEqual(['due', 'due']);
  });
});

test.each([
  new StreamBusy('held'),
  new StoreConflict('somebody was faster'),
  new StoreRefused('no right on table prospects'),
])('while nothing else can be applied, %s counts no attempt and kills nothing', async (cause) => {
  const world = aMemoryWorld();
  const { retry, workerOn, keepDue } = aRetry(world);
  const acme = world.organization();
  const { id } = await keepDue(anIncoming(acme, aBooking({ of: 'ada' })), { attempts: 7 });
  const worker = workerOn(aFailingStore(world, cause, (of) => of.organizations.has(acme)));

  for (let hour = 0; hour < 30; hour += 1) {
    await worker.execute();
    world.clock.advance(3600);
  }

  const waiting = await world.deliveries.get(acme, id);
  expect(waiting?.delivery).toMatchObject({ status: 'due', attempts: 7, reason: cause.code });
  expect(waiting?.failedAttempts).toHaveLength(1);
  await retry.execute();
  expect((await world.deliveries.get(acme, id))?.delivery.status).toBe('applied');
});

test('an attempt counts when another delivery came in since the one before it', async () => {
  const world = aMemoryWorld();
  const lastApplied = new LastApplied();
  const { workerOn, keepDue } = aRetry(world);
  const acme = world.organization();
  const { id } = await keepDue(anIncoming(acme, aBooking({ of: 'ada' })), { attempts: 7 });
  const refusing = aFailingStore(world, new StoreRefused('a trigger raised'), (of) =>
    of.organizations.has(acme),
  );
  const worker = workerOn(refusing, lastApplied);

  await worker.execute();
  const before = (await world.deliveries.get(acme, id))?.delivery.status;
  world.clock.advance(3600);
  lastApplied.note(world.clock.now());
  await worker.execute();

  expect(before).toBe('due');
  expect((await world.deliveries.get(acme, id))?.delivery).toMatchObject({
    status: 'dead',
    attempts: 8,
  });
});

test('while the store is away nothing is counted as an attempt', async () => {
  const world = aMemoryWorld();
  const { workerOn, keepDue } = aRetry(world);
  const acme = world.organization();
  const { id } = await keepDue(anIncoming(acme, aBooking({ of: 'ada' })));
  const before = await world.deliveries.get(acme, id);

  // The store is back at once: it fails for one statement, and takes the next.
  const away = aFailingStore(world, new StoreUnavailable('away'), (of) =>
    of.organizations.has(acme),
  );

  const tried = workerOn(away).execute();

  await expect(tried).rejects.toBeInstanceOf(StoreUnavailable);
  expect(await world.deliveries.get(acme, id)).toEqual(before);
});

test('a delivery that the store never answers keeps no other from being tried, and is dead in the end', async () => {
  const world = aMemoryWorld();
  const { workerOn, keepDue } = aRetry(world);
  const acme = world.organization();
  const { id } = await keepDue(anIncoming(acme, aBooking({ of: 'ada' })));
  const worker = workerOn(
    aFailingStore(world, new StoreUnavailable('canceled'), (of) => of.organizations.has(acme)),
  );
  const statuses = [];

  for (let hour = 0; hour < 8; hour += 1) {
    const other = world.organization();
    const neighbour = await keepDue(anIncoming(other, aBooking({ of: `grace-${hour}` })));
    await worker.execute();
    statuses.push((await world.deliveries.get(other, neighbour.id))?.delivery.status);
    world.clock.advance(3600);
  }

  expect(statuses).toEqual(Array(8).fill('applied'));
  expect((await world.deliveries.get(acme, id))?.delivery).toMatchObject({
    status: 'dead',
    attempts: 8,
    reason: 'unavailable',
  });
});
