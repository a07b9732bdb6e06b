import { describe, expect, test } from '@jest/globals';
import { NodeSecretMaker } from '../../../adapters/node/node-secret-maker.ts';
import {
  AlreadyConnected,
  NotConfigured,
  OauthRefused,
  OauthStateInvalid,
} from '../../../src/domain/errors.ts';
import { aConnectedLine, aConnectingLine, wellStanding } from '../../support/a-connecting-line.ts';
import { aKey } from '../../support/a-rotation.ts';

const tenMinutes = 600;

describe('what is begun', () => {
  test('ends ten minutes later', async () => {
    const line = aConnectingLine();

    const { authorizationUrl, expiresAt, state } = await line.here.startConnecting.execute(
      line.acme,
      'ada',
    );

    expect(new URL(authorizationUrl).searchParams.get('state')).toBe(state);
    expect(expiresAt.getTime() - line.clock.now().getTime()).toBe(tenMinutes * 1000);
  });

  test('needs an application of Calendly’s, and a text names the missing settings', async () => {
    const line = aConnectingLine({ hasApplication: false });

    const begun = line.here.startConnecting.execute(line.acme, 'ada');

    await expect(begun).rejects.toThrow(NotConfigured);
    await expect(begun).rejects.toThrow(/CALENDLY_CLIENT_ID.*personal access token/);
  });

  test('is not finished by a process that has no application any more, and words say so', async () => {
    const line = aConnectingLine();
    const begun = await line.here.startConnecting.execute(line.acme, 'ada');
    const code = line.oauth.consent(begun.state, line.grace.uri);
    const process = line.another(undefined, { hasApplication: false });

    const finished = process.finishConnecting.execute({ ...begun, code, error: null });

    await expect(finished).rejects.toThrow(NotConfigured);
    await expect(finished).rejects.toThrow(/CALENDLY_CLIENT_ID/);
  });

  test('may be finished by any process, once, however many bring it back together', async () => {
    const line = aConnectingLine();
    const begun = await line.here.startConnecting.execute(line.acme, 'ada');
    const code = line.oauth.consent(begun.state, line.grace.uri);
    const callback = { ...begun, code, error: null };

    const ends = await Promise.allSettled(
      [line.here, line.another(), line.another()].map((process) =>
        process.finishConnecting.execute(callback),
      ),
    );

    const failures = ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : []));
    expect(failures).toEqual([expect.any(OauthStateInvalid), expect.any(OauthStateInvalid)]);
    expect(await line.connections.list(line.acme)).toHaveLength(1);
    expect(await line.standing()).toEqual(wellStanding((await line.connection()).id));
  });

  test('is used up by a browser that did not begin it', async () => {
    const line = aConnectingLine();
    const begun = await line.here.startConnecting.execute(line.acme, 'ada');
    const code = line.oauth.consent(begun.state, line.grace.uri);
    const callback = { ...begun, code, error: null };

    const foreign = line.here.finishConnecting.execute({ ...callback, browserSecret: 'another' });
    await expect(foreign).rejects.toThrow(OauthStateInvalid);
    const own = line.here.finishConnecting.execute(callback);

    await expect(own).rejects.toThrow(OauthStateInvalid);
    expect(await line.connections.live()).toEqual([]);
    expect(line.calendly.tokens.size).toBe(0);
  });

  test('and never finished is forgotten when somebody begins after its end', async () => {
    const line = aConnectingLine();
    const [now, secrets] = [line.clock.now(), new NodeSecretMaker()];
    const { state } = await line.here.startConnecting.execute(line.acme, 'ada');
    line.clock.advance(tenMinutes);

    await line.here.startConnecting.execute(line.acme, 'grace');

    expect(await line.attempts.take(secrets.hash(state), now)).toBeNull();
  });

  test('is of no use to a process that cannot open what was sealed for it', async () => {
    const line = aConnectingLine();
    const { state, browserSecret } = await line.here.startConnecting.execute(line.acme, 'ada');
    const code = line.oauth.consent(state, line.grace.uri);
    const stranger = line.another(undefined, { encryptionKeys: [aKey()] });

    const callback = { state, code, error: null, browserSecret };

    await expect(stranger.finishConnecting.execute(callback)).rejects.toThrow(/is unknown/);
    expect(await line.connections.live()).toEqual([]);
  });
});

test.each([
  ['access_denied', /declined/],
  ['server_error', /Try again/],
  [null, /Try again/],
])('no code but %j is refused, and no token was asked for', async (error, words) => {
  const line = aConnectingLine();
  const begun = await line.here.startConnecting.execute(line.acme, 'ada');

  const finished = line.here.finishConnecting.execute({ ...begun, code: null, error });

  await expect(finished).rejects.toThrow(OauthRefused);
  await expect(finished).rejects.toThrow(words);
  expect(line.calendly.tokens.size).toBe(0);
  expect(await line.connections.live()).toEqual([]);
});

describe('a user whom another organization has connected', () => {
  test('stays theirs: tokens, keys and subscriptions are what they were', async () => {
    const line = await aConnectedLine();
    const globex = line.world.organization();
    const before = await line.connection();
    const sealed = await line.connections.secrets(line.acme, before.id);

    await expect(line.here.connect(globex, line.grace.uri)).rejects.toThrow(AlreadyConnected);

    expect(await line.connections.list(globex)).toEqual([]);
    expect(await line.connection()).toEqual(before);
    expect(await line.connections.secrets(line.acme, before.id)).toEqual(sealed);
    expect(await line.standing()).toEqual(wellStanding(before.id));
  });

  test('is one organization’s, when two connect it at once', async () => {
    const line = aConnectingLine();
    const organizations = [line.acme, line.world.organization()];

    const ends = await Promise.allSettled(
      organizations.map((one) => line.another().connect(one, line.grace.uri)),
    );

    expect(ends.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    const [connection, ...others] = await line.connections.live();
    expect(others).toEqual([]);
    expect(await line.standing()).toEqual(wellStanding(connection?.id ?? ''));
  });
});
