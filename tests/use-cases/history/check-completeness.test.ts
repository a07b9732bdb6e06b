import { expect, test } from '@jest/globals';
import { MemoryCompletenessStore } from '../../../adapters/memory/memory-completeness-store.ts';
import { CheckCompleteness } from '../../../src/use-cases/history/check-completeness.ts';
import { keyOf } from '../../support/a-fact.ts';
import { aLineToCalendly, aListedMeeting } from '../../support/a-line-to-calendly.ts';

test('what Calendly lists and is not held is fetched and named; what is held and not listed is only named', async () => {
  const { line, check, reports } = await aCheck();
  const { user, calendly, acme } = line;
  const [known, missed, old, lost] = [
    aListedMeeting(user.uri, 'known', 1),
    aListedMeeting(user.uri, 'missed', 2),
    aListedMeeting(user.uri, 'old', -8),
    aListedMeeting(user.uri, 'lost', 3),
  ];
  const elsewhere = aListedMeeting('https://api.calendly.com/users/OTHER', 'elsewhere', 3);
  for (const { invitees } of [known, lost, elsewhere]) {
    await line.parts.applyFacts.execute(acme, invitees);
  }
  calendly.meetings.push(known, missed, old);

  const report = await check.execute(acme);

  expect(report).toEqual({
    checkedAt: line.clock.now(),
    window: { from: new Date('2025-12-28T12:00:00Z'), to: new Date('2026-01-18T12:00:00Z') },
    listed: 2,
    held: 1,
    missing: [keyOf('missed')],
    extra: [keyOf('lost')],
    repaired: 1,
  });
  expect(await reports.latest(acme)).toEqual(report);
  expect(await reports.latest(line.world.organization())).toBeNull();
  expect(await check.execute(acme)).toMatchObject({ listed: 2, held: 2, missing: [], repaired: 0 });
});

test('what is held is compared page by page to its end', async () => {
  const { line, check } = await aCheck();
  const held = Array.from({ length: 101 }, (_, i) => aListedMeeting(line.user.uri, `guest${i}`, 1));
  await line.parts.applyFacts.execute(
    line.acme,
    held.flatMap(({ invitees }) => invitees),
  );

  const report = await check.execute(line.acme);

  expect(report).toMatchObject({ listed: 0, held: 0, missing: [], repaired: 0 });
  expect(report?.extra).toHaveLength(101);
});

test('what Calendly lists is compared page by page to its end, account by account', async () => {
  const { line, check } = await aCheck();
  const { user: alan } = await line.addAccount('alan');
  line.calendly.pageSize = 2;
  for (const name of ['a', 'b', 'c']) {
    line.calendly.meetings.push(aListedMeeting(line.user.uri, name, 1));
    line.calendly.meetings.push(aListedMeeting(alan.uri, `${name}-of-alan`, 1));
  }

  const report = await check.execute(line.acme);

  expect(report).toMatchObject({ listed: 6, held: 0, extra: [], repaired: 6 });
  expect(report?.missing).toHaveLength(6);
});

test('what it found is in the log, in numbers', async () => {
  const { line, check } = await aCheck();
  await line.parts.applyFacts.execute(line.acme, aListedMeeting(line.user.uri, 'lost', 3).invitees);
  line.calendly.meetings.push(
    aListedMeeting(line.user.uri, 'a', 1),
    aListedMeeting(line.user.uri, 'b', 1),
  );

  await check.execute(line.acme);

  expect(line.parts.logger.lines).toStrictEqual([
    {
      level: 'info',
      message: 'Completeness is checked',
      fields: { organizationId: line.acme, listed: 2, missing: 2, extra: 1, repaired: 2 },
    },
  ]);
});

test('without a connected account there is nothing to compare with', async () => {
  const { line, check, reports } = await aCheck();
  await line.parts.connections.disconnect(line.acme, line.connection.id);

  expect(await check.execute(line.acme)).toBeNull();
  expect(await reports.latest(line.acme)).toBeNull();
});

async function aCheck() {
  const line = await aLineToCalendly();
  const reports = new MemoryCompletenessStore();
  const { scheduledEvents } = line.world;
  return {
    line,
    reports,
    check: new CheckCompleteness({ ...line.parts, completeness: reports, scheduledEvents }),
  };
}
