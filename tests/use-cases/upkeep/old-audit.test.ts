import { expect, test } from '@jest/globals';
import { aMemoryWorld } from '../../support/a-memory-world.ts';
import { aPurge } from '../../support/a-purge.ts';

const dayMilliseconds = 24 * 60 * 60 * 1000;

test('the audit keeps who did what for 400 days, and not longer', async () => {
  const world = aMemoryWorld();
  const acme = world.organization();
  const act = (daysAgo: number) => ({
    id: crypto.randomUUID(),
    organizationId: acme,
    at: new Date(world.clock.now().getTime() - daysAgo * dayMilliseconds),
    actor: 'ada',
    action: 'delivery.replayed' as const,
    subject: crypto.randomUUID(),
    reason: 'a reason',
  });
  const acts = [401, 400, 1].map(act);
  for (const one of acts) world.database.addAudit(one);
  const { purge, logger } = aPurge(world);

  const isDone = await purge.execute(world.clock.now(), async () => true);

  expect(isDone).toBe(true);
  expect(world.database.auditOf(acme)).toEqual(acts.slice(1));
  expect(logger.lines.at(-1)?.fields).toMatchObject({ auditEntries: 1 });
});
