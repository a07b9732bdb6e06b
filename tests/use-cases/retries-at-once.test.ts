import { expect, test } from '@jest/globals';
import type { IngestStore } from '../../src/ports/ingest-store.ts';
import { aBooking } from '../support/a-booking.ts';
import { changing } from '../support/a-change.ts';
import { aMemoryWorld } from '../support/a-memory-world.ts';
import { aRetry } from '../support/a-retry.ts';
import { aSettledDelivery } from '../support/a-stored-delivery.ts';
import { anIncoming } from '../support/an-incoming.ts';

test('two workers at once apply each due delivery once', async () => {
  const world = aMemoryWorld();
  const { retry, workerOn, keepDue } = aRetry(world);
  const acme = world.organization();
  const people = Array.from({ length: 20 }, (_, i) => `p${i}`);
  for (const of of people) await keepDue(anIncoming(acme, aBooking({ of })));

  await Promise.all([retry.execute(), workerOn(world.ingest).execute()]);

  const page = await world.deliveries.list(acme, { status: 'applied', limit: 100, cursor: null });
  expect(page.items.map(({ attempts }) => attempts)).toEqual(people.map(() => 2));
  expect((await world.log.heads([acme])).get(acme)?.seq).toBe(60);
});

test('what somebody else settles after it was found due is left alone', async () => {
  const world = aMemoryWorld();
  const { workerOn, keepDue } = aRetry(world);
  const acme = world.organization();
  const due = await keepDue(anIncoming(acme, aBooking({ of: 'ada' })));
  const late: IngestStore = {
    load: async (touched) => {
      await using unit = await world.ingest.load(touched);
      const settled = [aSettledDelivery(due, { status: 'dismissed' })];
      await unit.commit(changing([], { settled }));
      return await world.ingest.load(touched);
    },
  };

  await workerOn(late).execute();

  expect((await world.deliveries.get(acme, due.id))?.delivery.status).toBe('dismissed');
  expect((await world.log.heads([acme])).get(acme)?.seq).toBe(0);
});
