import { expect, test } from '@jest/globals';
import type { RetentionStore } from '../../../src/ports/retention-store.ts';
import { aMemoryWorld } from '../../support/a-memory-world.ts';
import { aPurge } from '../../support/a-purge.ts';
import { aReceiver } from '../../support/a-receiver.ts';
import { anIncomingWithout } from '../../support/an-incoming.ts';

const day = 86_400;
const always = async () => true;

test('the body of a dead delivery goes after 180 days, and the delivery stays', async () => {
  const world = aMemoryWorld();
  const acme = world.organization();
  const decoded = { kind: 'unusable', event: null, reason: 'schema' } as const;
  const incoming = anIncomingWithout(decoded, acme);
  incoming.delivery.receivedAt = world.clock.now();
  await aReceiver(world).receive.execute([incoming]);
  const { purge, logger } = aPurge(world);

  world.clock.advance(180 * day);
  await purge.execute(world.clock.now(), always);
  const before = await world.deliveries.undecidedBytes(acme);
  world.clock.advance(day);
  await purge.execute(world.clock.now(), always);

  expect(before).toBe(incoming.delivery.rawBody.length);
  expect(await world.deliveries.undecidedBytes(acme)).toBe(0);
  expect(world.database.delivery(incoming.delivery)?.status).toBe('dead');
  expect(logger.lines.at(-1)?.fields).toMatchObject({ bodies: 0, undecidedBodies: 1 });
});

test('a night leaves each organization 1 GiB of undecided bodies', async () => {
  const world = aMemoryWorld();
  const asked: number[] = [];
  const retention: RetentionStore = {
    organizations: (...of) => world.retention.organizations(...of),
    sweep: (...of) => world.retention.sweep(...of),
    sweepBodies: (before) => world.retention.sweepBodies(before),
    sweepAudit: (before) => world.retention.sweepAudit(before),
    sweepUndecided: (before, bytes) => {
      asked.push(bytes);
      return world.retention.sweepUndecided(before, bytes);
    },
  };

  await aPurge({ ...world, retention }).purge.execute(world.clock.now(), always);

  expect(asked).toEqual([1_073_741_824]);
});
