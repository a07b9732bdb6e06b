import { expect, test } from '@jest/globals';
import { MemoryCompletenessStore } from '../../adapters/memory/memory-completeness-store.ts';
import { CheckCompleteness } from '../../src/use-cases/check-completeness.ts';
import { keyOf } from '../support/a-fact.ts';
import { aLineToCalendly, aListedMeeting } from '../support/a-line-to-calendly.ts';

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
    await line.parts.apply.execute(acme, invitees);
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
    check: new CheckCompleteness({ ...line.parts, reports, scheduledEvents }),
  };
}
