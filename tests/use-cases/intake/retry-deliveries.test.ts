import { describe, expect, test } from '@jest/globals';
import type { Decoded, DeliveryStatus } from '../../../src/domain/delivery.ts';
import { aBooking } from '../../support/a-booking.ts';
import { aMemoryWorld, type MemoryWorld } from '../../support/a-memory-world.ts';
import { aReceiver } from '../../support/a-receiver.ts';
import { aRetry } from '../../support/a-retry.ts';
import { anIncoming, anIncomingWithout } from '../../support/an-incoming.ts';

describe('a due delivery', () => {
  test('is applied, and counted as tried', async () => {
    const world = aMemoryWorld();
    const { retry, keepDue } = aRetry(world);
    const acme = world.organization();
    const { id } = await keepDue(anIncoming(acme, aBooking({ of: 'ada' })), { attempts: 3 });

    await retry.execute();

    const file = await world.deliveries.get(acme, id);
    expect(file?.delivery).toMatchObject({
      status: 'applied',
      reason: null,
      attempts: 4,
      appliedAt: world.now,
      nextAttemptAt: null,
    });
    expect(file?.failedAttempts).toHaveLength(1);
    expect(await typesIn(world, acme)).toEqual([
      'prospect.created',
      'scheduled_event.created',
      'note.added',
    ]);
  });

  test('is not tried before its time, nor again afterwards', async () => {
    const world = aMemoryWorld();
    const { retry, keepDue } = aRetry(world);
    const acme = world.organization();
    const nextAttemptAt = new Date(world.now.getTime() + 5_000);
    const { id } = await keepDue(anIncoming(acme, aBooking({ of: 'ada' })), { nextAttemptAt });

    world.clock.advance(4.999);
    await retry.execute();
    const before = (await world.deliveries.get(acme, id))?.delivery.status;
    world.clock.advance(0.001);
    await retry.execute();
    await retry.execute();

    expect(before).toBe('due');
    expect((await world.deliveries.get(acme, id))?.delivery).toMatchObject({
      status: 'applied',
      attempts: 2,
    });
    expect(await typesIn(world, acme)).toHaveLength(3);
  });

  test('that came again meanwhile is one booking', async () => {
    const world = aMemoryWorld();
    const { retry, keepDue } = aRetry(world);
    const acme = world.organization();
    const incoming = anIncoming(acme, aBooking({ of: 'ada' }));
    const { id } = await keepDue(incoming);

    const receipts = await aReceiver(world).receive.execute([incoming]);
    await retry.execute();

    expect(receipts).toEqual(['duplicate']);
    expect((await world.deliveries.get(acme, id))?.delivery).toMatchObject({
      status: 'applied',
      duplicates: 1,
    });
    expect(await typesIn(world, acme)).toHaveLength(3);
  });

  test.each<[Exclude<Decoded, { kind: 'fact' }>, DeliveryStatus, string | null]>([
    [{ kind: 'unusable', event: null, reason: 'no_email' }, 'dead', 'no_email'],
    [{ kind: 'ignored', event: 'x.y', userUris: [] }, 'ignored', null],
  ])('that is now read as %j is settled as that', async (decoded, status, reason) => {
    const world = aMemoryWorld();
    const { retry, keepDue } = aRetry(world);
    const acme = world.organization();
    const { id } = await keepDue(anIncomingWithout(decoded, acme));

    await retry.execute();

    expect((await world.deliveries.get(acme, id))?.delivery).toMatchObject({
      status,
      reason,
      attempts: 2,
      nextAttemptAt: null,
    });
  });
});

describe('trying again', () => {
  test('does nothing when nothing is due', async () => {
    const world = aMemoryWorld();
    const acme = world.organization();

    await aRetry(world).retry.execute();

    expect(await typesIn(world, acme)).toEqual([]);
  });

  test('goes through all that is due, of every organization', async () => {
    const world = aMemoryWorld();
    const { retry, keepDue } = aRetry(world);
    const organizations = Array.from({ length: 40 }, () => world.organization());
    for (const of of organizations) await keepDue(anIncoming(of, aBooking({ of: `p-${of}` })));

    await retry.execute();

    const { length } = await world.deliveries.due(world.now, 100);
    expect(length).toBe(0);
    for (const of of organizations) expect(await typesIn(world, of)).toHaveLength(3);
  });
});

async function typesIn(
  { log }: MemoryWorld,
  of: ReturnType<MemoryWorld['organization']>,
): Promise<string[]> {
  return (await log.read(of, 0, 1000)).entries.map(({ type }) => type);
}
