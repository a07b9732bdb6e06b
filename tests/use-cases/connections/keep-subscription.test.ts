import { describe, expect, test } from '@jest/globals';
import { CalendlyForbidden, ProviderError, StoreUnavailable } from '../../../src/domain/errors.ts';
import {
  aConnectedLine,
  aConnectingLine,
  type ConnectingLine,
  wellStanding,
} from '../../support/a-connecting-line.ts';

test('one subscription reports the bookings and another one the forms, with a key that nobody else has', async () => {
  const line = await aConnectedLine();
  const hugo = line.calendly.addUser('hugo', { organizationUri: line.grace.organizationUri });

  await line.here.connect(line.acme, hugo.uri);

  const [first, second] = await line.connections.list(line.acme);
  expect(first?.subscription?.events).toEqual([
    'invitee.created',
    'invitee.canceled',
    'invitee_no_show.created',
    'invitee_no_show.deleted',
  ]);
  const keys = [...line.calendly.subscriptions.values()].map(({ signingKey }) => signingKey);
  expect([keys.length, new Set(keys).size]).toEqual([4, 2]);
  expect(Math.min(...keys.map((key) => key.length))).toBeGreaterThanOrEqual(43);
  const standing = await line.standing();
  expect(standing).toHaveLength(4);
  expect(standing).toEqual(expect.arrayContaining(wellStanding(first?.id ?? '')));
  expect(standing).toEqual(expect.arrayContaining(wellStanding(second?.id ?? '')));
});

test('what is good stays as it is, however often it is looked at and by however many', async () => {
  const line = await aConnectedLine();
  const before = [...line.calendly.subscriptions.values()];
  const connection = await line.connection();

  await Promise.all([line.here, line.another(), line.another()].map((one) => keep(line, one)));
  await keep(line);

  expect([...line.calendly.subscriptions.values()]).toEqual(before);
  expect(await line.connection()).toEqual(connection);
});

describe('a subscription that is not as it has to be is made again:', () => {
  test.each<[string, (line: ConnectingLine) => void]>([
    ['one that is disabled', (line) => change(line, (one) => (one.state = 'disabled'))],
    ['one that is gone', (line) => line.calendly.subscriptions.clear()],
    ['one without no-shows', (line) => change(line, (one) => (one.events = ['invitee.created']))],
    [
      'one for an address that the service had before',
      (line) => change(line, (one) => (one.callbackUrl = one.callbackUrl.replace('crm.', 'old.'))),
    ],
  ])('%s', async (_what, spoil) => {
    const line = await aConnectedLine();
    const { id } = await line.connection();
    const [old] = line.calendly.subscriptions.keys();
    spoil(line);

    const kept = await keep(line);

    const ours = (await line.standing()).filter(({ of }) => of === id);
    expect(ours).toEqual(wellStanding(id));
    expect(kept.subscription?.uri).not.toBe(old);
    expect(await line.connection()).toEqual(kept);
  });

  test('one of a user who may have the whole organization’s by now', async () => {
    const line = aConnectingLine();
    line.grace.role = 'user';
    const { id, scope } = await line.connectGrace();
    const before = await line.standing();
    line.grace.role = 'admin';

    await keep(line);

    expect(scope).toBe('user');
    expect(before).toEqual(wellStanding(id, 'user'));
    expect(await line.standing()).toEqual(wellStanding(id, 'organization'));
    expect((await line.connection()).scope).toBe('organization');
  });
});

test('where Calendly takes a second one for an address, the new one is there before the old one goes', async () => {
  const line = await aConnectedLine();
  line.calendly.refusesSecondUrl = false;
  change(line, (one) => (one.state = 'disabled'));
  const goOn = line.calendly.hold('unsubscribe');

  const keeping = keep(line);
  await line.until(() => line.calendly.count('unsubscribe') > 0);
  const meanwhile = await line.standing();
  goOn();
  const { id } = await keeping;

  expect(meanwhile.filter(({ taken }) => taken)).toHaveLength(4);
  expect(await line.standing()).toEqual(wellStanding(id));
});

test('two connections are each looked after at once', async () => {
  const line = await aConnectedLine();
  const hugo = await line.here.connect(line.acme, line.calendly.addUser('hugo').uri);
  const { id } = await line.connection();
  line.calendly.subscriptions.clear();
  const goOn = line.calendly.hold('subscriptions');
  const kept = (await line.connections.list(line.acme)).map((one) =>
    line.here.keepSubscription.execute(one),
  );
  goOn();

  await Promise.all(kept);

  const standing = await line.standing();
  for (const one of [id, hugo.id]) {
    expect(standing.filter(({ of }) => of === one)).toEqual(wellStanding(one));
  }
});

test('a connection that ends while its subscription is made is answered as it was', async () => {
  const line = await aConnectedLine();
  const connection = await line.connection();
  const goOn = line.calendly.hold('subscriptions');
  const keeping = keep(line);
  await line.until(() => line.calendly.count('subscriptions') > 2);

  await line.connections.update(line.acme, connection.id, {});
  line.connections.update = async () => null;
  goOn();

  expect(await keeping).toEqual(connection);
});

test('a connection that nobody knows is not looked after', async () => {
  const line = await aConnectedLine();
  const connection = { ...(await line.connection()), id: 'nobody' };

  await expect(line.here.keepSubscription.execute(connection)).rejects.toBeInstanceOf(RangeError);
});

test('once all is good, what kept it from being set up is no problem any more; everything else still is', async () => {
  const line = await aConnectedLine();
  const { id } = await line.connection();
  await line.connections.update(line.acme, id, {
    problems: [
      'scope_missing',
      'plan_too_small',
      'not_reachable',
      'provider_error',
      'reconnect_required',
      'subscription_missing',
    ],
  });

  const { problems } = await keep(line);

  expect(problems).toEqual(['reconnect_required', 'subscription_missing']);
});

describe('forms', () => {
  /** Lets the making of the forms' subscription fail. */
  function refusingForms(error: Error) {
    const line = aConnectingLine();
    const subscribe = line.api.subscribe.bind(line.api);
    line.api.subscribe = async (token, wanted) => {
      if (wanted.events.includes('routing_form_submission.created')) throw error;
      return subscribe(token, wanted);
    };
    return line;
  }

  test('that Calendly refuses take nothing from the bookings, and the log says why', async () => {
    const line = refusingForms(new CalendlyForbidden('plan', 'Please upgrade'));

    const { id, problems, routingForms } = await line.connectGrace();

    expect([problems, routingForms]).toEqual([[], null]);
    expect(await line.standing()).toEqual(wellStanding(id).slice(0, 1));
    expect(line.logger.lines).toContainEqual({
      level: 'info',
      message: 'Routing forms are not reported',
      fields: { connectionId: id, reason: 'calendly_forbidden' },
    });
  });

  test('that fail for what is not of Calendly are not passed over', async () => {
    const line = refusingForms(new StoreUnavailable('away'));

    await expect(line.connectGrace()).rejects.toBeInstanceOf(StoreUnavailable);
  });
});

describe('what is left over', () => {
  test('and cannot be deleted for what is not of Calendly is not passed over', async () => {
    const line = await aConnectedLine();
    await leftOver(line, 'https://crm.example.com/calendly/webhook/nobodys');
    line.calendly.refuse('unsubscribe', new StoreUnavailable('away'));

    await expect(keep(line)).rejects.toBeInstanceOf(StoreUnavailable);
  });

  test('of connections that are gone is deleted; of others that live, and of other programs, it stays', async () => {
    const line = await aConnectedLine();
    const hugo = line.calendly.addUser('hugo', { organizationUri: line.grace.organizationUri });
    const other = await line.here.connect(line.acme, hugo.uri);
    const ada = line.calendly.addUser('ada', { organizationUri: line.grace.organizationUri });
    const gone = await line.here.connect(line.acme, ada.uri);
    await line.connections.disconnect(line.acme, gone.id);
    const { id } = await line.connection();
    await leftOver(line, 'https://crm.example.com/calendly/webhook/nobodys');
    await leftOver(line, 'https://zap.example.com/hooks/1');
    await leftOver(line, 'https://crm.example.com/other');

    await keep(line);

    const standing = await line.standing();
    expect(standing.filter(({ of }) => of === id)).toEqual(wellStanding(id));
    expect(standing.filter(({ of }) => of === other.id)).toEqual(wellStanding(other.id));
    expect(standing.filter(({ of }) => of === null)).toHaveLength(2);
    expect(standing).toHaveLength(6);
  });

  test('and cannot be deleted keeps nothing from being good', async () => {
    const line = await aConnectedLine();
    await leftOver(line, 'https://crm.example.com/calendly/webhook/nobodys');
    line.calendly.refuse('unsubscribe', new ProviderError('HTML'));

    const kept = await keep(line);
    await keep(line);

    expect(kept.problems).toEqual([]);
    expect(await line.standing()).toEqual(wellStanding(kept.id));
  });
});

async function keep(line: ConnectingLine, process = line.here) {
  return process.keepSubscription.execute(await line.connection());
}

/** Changes the bookings' subscription at Calendly. */
function change(
  { calendly }: ConnectingLine,
  how: (one: { state: string; events: readonly string[]; callbackUrl: string }) => void,
): void {
  for (const one of calendly.subscriptions.values()) {
    if (one.events.includes('invitee.created')) how(one);
  }
}

/** A subscription of grace's that belongs to none of her connections. */
async function leftOver(line: ConnectingLine, callbackUrl: string): Promise<void> {
  const token = line.calendly.personalToken(line.grace.uri);
  const { organizationUri } = line.grace;
  const wanted = { scope: 'organization', organizationUri, userUri: null } as const;
  const events = ['invitee.canceled'];
  await line.api.subscribe(token, { ...wanted, callbackUrl, events, signingKey: 'theirs' });
}
