import { describe, expect, test } from '@jest/globals';
import { CalendlyForbidden, ProviderError } from '../../src/domain/errors.ts';
import { aConnectedLine, aConnectingLine, wellStanding } from '../support/a-connecting-line.ts';
import { aWatchOf } from '../support/a-watch.ts';

const role = new CalendlyForbidden('role', 'You do not have permission');

describe('an administrator who is one of the others at Calendly since', () => {
  test('has a problem by name, and a subscription to what is theirs', async () => {
    const watch = await aWatch();
    const before = await watch.line.connection();

    watch.line.grace.role = 'user';
    await watch.look();
    await watch.look();

    const after = await watch.line.connection();
    expect(await watch.shown()).toEqual(['user', ['role_lost']]);
    expect(after.routingForms).toBeNull();
    expect(await watch.line.standing()).toEqual(wellStanding(before.id, 'user'));
    expect(watch.alerted()).toEqual([['connection.broken', 'role_lost']]);
  });

  test('has what is everybody’s again with the role, what was missed is read, and it is alerted', async () => {
    const watch = await aWatch();
    watch.line.grace.role = 'user';
    await watch.look();
    const { id, connectedAt } = await watch.line.connection();
    watch.line.clock.advance(30 * 24 * 3600);

    watch.line.grace.role = 'admin';
    await watch.sync.work();
    await watch.look();
    await watch.look();

    const seventh = new Date(connectedAt.getTime() - 7 * 24 * 3600_000);
    expect(await watch.shown()).toEqual(['organization', []]);
    expect(await watch.line.standing()).toEqual(wellStanding(id));
    expect(await watch.line.syncs.latest(watch.line.acme)).toMatchObject({ from: seventh });
    expect(watch.alerted()).toEqual([
      ['connection.broken', 'role_lost'],
      ['connection.recovered', 'role_lost'],
    ]);
  });

  test('that happens again, it is alerted again', async () => {
    const watch = await aWatch();

    for (const is of ['user', 'owner', 'user', 'owner'] as const) {
      watch.line.grace.role = is;
      await watch.sync.work();
      await watch.look();
    }

    expect(watch.alerted().map(([type]) => type)).toEqual([
      'connection.broken',
      'connection.recovered',
      'connection.broken',
      'connection.recovered',
    ]);
    expect(new Set(watch.alerts.map(({ id }) => id)).size).toBe(4);
  });

  test.each([
    ['is not allowed to delete the old subscription', 'unsubscribe', role],
    ['is not answered', 'subscribe', new ProviderError('away')],
  ] as const)('%s: the problem is shown all the same, and tried at every look', async (...of) => {
    const [, call, refusal] = of;
    const watch = await aWatch();
    watch.line.grace.role = 'user';
    watch.line.calendly.refuse(call, refusal);

    await watch.look();
    const shown = await watch.shown();
    await watch.look();

    expect(shown).toEqual(['user', ['role_lost', 'provider_error']]);
    expect(await watch.shown()).toEqual(['user', ['role_lost']]);
    const { id } = await watch.line.connection();
    expect(await watch.line.standing()).toEqual(wellStanding(id, 'user'));
    expect(watch.alerted()).toEqual([['connection.broken', 'role_lost']]);
  });

  test('while the subscription is gone too, both are alerted, and both are over with the role', async () => {
    const watch = await aWatch();
    watch.line.calendly.subscriptions.clear();
    watch.line.grace.role = 'user';

    await watch.look();
    const lost = await watch.shown();
    watch.line.grace.role = 'owner';
    await watch.sync.work();
    await watch.look();

    expect(lost).toEqual(['user', ['role_lost']]);
    expect(await watch.shown()).toEqual(['organization', []]);
  });

  test('and connects again without the role still sees the problem', async () => {
    const watch = await aWatch();
    watch.line.grace.role = 'user';

    await watch.line.connectGrace();

    expect(await watch.shown()).toEqual(['user', ['role_lost']]);
  });

  test('and connects again with the role back has no problem after the next look', async () => {
    const watch = await aWatch();
    watch.line.grace.role = 'user';
    await watch.look();
    watch.line.grace.role = 'admin';

    await watch.line.connectGrace();
    await watch.sync.work();
    await watch.look();

    expect(await watch.shown()).toEqual(['organization', []]);
    expect(watch.alerted().at(-1)).toEqual(['connection.recovered', 'role_lost']);
  });
});

test('who never was an administrator has lost nothing, and is not asked about', async () => {
  const line = aConnectingLine();
  line.grace.role = 'user';
  const watch = await aWatch(line);
  const asked = line.calendly.count('subscriptions');

  await watch.look();

  expect(await watch.shown()).toEqual(['user', []]);
  expect(watch.alerted()).toEqual([]);
  expect(line.calendly.count('subscriptions')).toBe(asked);
});

/** Grace's Calendly, connected, and its watcher. */
async function aWatch(given?: ReturnType<typeof aConnectingLine>) {
  const line = given ?? (await aConnectedLine());
  if (given !== undefined) await line.connectGrace();
  return aWatchOf(line);
}
