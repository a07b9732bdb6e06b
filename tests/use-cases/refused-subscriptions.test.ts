import { describe, expect, test } from '@jest/globals';
import { CalendlyForbidden, CalendlyRateLimited, ProviderError } from '../../src/domain/errors.ts';
import {
  aConnectingLine,
  type ConnectingLine,
  wellStanding,
} from '../support/a-connecting-line.ts';

const withoutForms = ['users:read', 'scheduled_events:read', 'webhooks:write'];

describe('a refusal', () => {
  test.each([
    ['of the plan', new CalendlyForbidden('plan', 'Please upgrade'), 'plan_too_small'],
    ['of the permission', new CalendlyForbidden('scope', 'x', ['webhooks:write']), 'scope_missing'],
    ['without sense', new ProviderError('HTML'), 'provider_error'],
    ['for now', new CalendlyRateLimited(30), 'provider_error'],
  ])('%s is a problem until it is over', async (_what, refusal, problem) => {
    const line = aConnectingLine();
    line.calendly.refuse('subscribe', refusal);
    const { problems } = await line.connectGrace();

    const kept = await keep(line);

    expect(problems).toEqual([problem]);
    expect(kept.problems).toEqual([]);
    expect(await line.standing()).toEqual(wellStanding(kept.id));
  });

  test('of the role leaves the user’s own bookings', async () => {
    const line = aConnectingLine();
    line.grace.role = 'user';

    const { id, problems, scope } = await line.connectGrace();

    expect([scope, problems]).toEqual(['user', []]);
    expect(await line.standing()).toEqual(wellStanding(id, 'user'));
  });

  test('of the role that comes only when it is made leaves them too', async () => {
    const line = aConnectingLine();
    line.calendly.refuse('subscribe', new CalendlyForbidden('role', 'You do not have permission'));

    const { id, problems, scope } = await line.connectGrace();

    expect([scope, problems]).toEqual(['user', []]);
    expect(await line.standing()).toEqual(wellStanding(id, 'user'));
  });

  test('of an address that Calendly cannot reach is a problem, and nothing is asked', async () => {
    const line = aConnectingLine({ appUrl: 'http://localhost:3000', reachable: false });

    const { problems } = await line.connectGrace();

    expect(problems).toEqual(['not_reachable']);
    expect(await line.standing()).toEqual([]);
  });

  test('of a second one for the same address, which nobody knows of, makes room first', async () => {
    const line = aConnectingLine();
    line.calendly.loseAnswer('subscribe');
    const { id, subscription } = await line.connectGrace();
    const unknown = await line.standing();

    await keep(line);

    expect(subscription).toBeNull();
    expect(unknown).toHaveLength(1);
    expect(await line.standing()).toEqual(wellStanding(id));
  });
});

describe('routing forms', () => {
  test('are not asked for without their permission, and nothing is missing', async () => {
    const line = aConnectingLine();

    const { id, problems, routingForms } = await line.connectGrace(withoutForms);

    expect([routingForms, problems]).toEqual([null, []]);
    expect(await line.standing()).toMatchObject([{ of: id, reports: 'bookings', taken: true }]);
  });

  test('that the plan does not have take nothing from the bookings', async () => {
    const line = aConnectingLine();
    line.grace.plan = 'free';

    const { id, problems, routingForms } = await line.connectGrace();

    expect([routingForms, problems]).toEqual([null, []]);
    expect(await line.standing()).toMatchObject([{ of: id, reports: 'bookings', taken: true }]);
  });

  test('come once the plan has them', async () => {
    const line = aConnectingLine();
    line.grace.plan = 'free';
    const { id, subscription } = await line.connectGrace();
    line.grace.plan = 'paid';

    const kept = await keep(line);

    expect(kept.subscription?.uri).toBe(subscription?.uri);
    expect(await line.standing()).toEqual(wellStanding(id));
  });
});

async function keep(line: ConnectingLine) {
  return line.here.keepSubscription.execute(await line.connection());
}
