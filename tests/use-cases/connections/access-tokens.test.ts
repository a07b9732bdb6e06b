import { describe, expect, test } from '@jest/globals';
import type { Connection } from '../../../src/domain/connection.ts';
import {
  CalendlyNotFound,
  CalendlyUnauthenticated,
  GrantInvalid,
} from '../../../src/domain/errors.ts';
import { aConnectedLine, type ConnectingLine } from '../../support/a-connecting-line.ts';
import type { ConnectingProcess } from '../../support/a-connecting-process.ts';
import { atEveryDeath, type Lifeline } from '../../support/a-lifeline.ts';
import { aKey } from '../../support/a-rotation.ts';

const twoHours = 7200;
const leaseSeconds = 31;

describe('a token', () => {
  test('is used as long as it is good, and renewed a minute before it ends', async () => {
    const line = await aConnectedLine();
    const connection = await line.connection();

    const first = await tokenOf(line.here, connection);
    line.clock.advance(twoHours - 61);
    const same = await tokenOf(line.here, connection);
    line.clock.advance(1);
    const next = await tokenOf(line.here, connection);

    expect(same).toBe(first);
    expect(next).not.toBe(first);
    expect(await me(line)).toMatchObject({ uri: line.grace.uri });
    expect((await line.connection()).tokenExpiresAt).toEqual(
      new Date(line.clock.now().getTime() + twoHours * 1000),
    );
  });

  test('that Calendly does not accept before it ends is renewed once, and the call made again', async () => {
    const line = await aConnectedLine();
    line.calendly.tokens.clear();

    const user = await me(line);

    expect(user).toMatchObject({ uri: line.grace.uri });
    expect(line.calendly.count('refresh')).toBe(1);
  });

  test('that is not accepted though it is new is not renewed again', async () => {
    const line = await aConnectedLine();
    const unauthenticated = new CalendlyUnauthenticated('The access token is invalid');
    line.calendly.refuse('me', unauthenticated, 2);

    await expect(me(line)).rejects.toThrow(CalendlyUnauthenticated);

    expect(line.calendly.count('refresh')).toBe(1);
    expect((await line.connection()).state).toBe('connected');
  });

  test('is not renewed for any other refusal, and the call is not made again', async () => {
    const line = await aConnectedLine();
    const before = line.calendly.count('me');
    line.calendly.refuse('me', new CalendlyNotFound('Nothing there'));

    await expect(me(line)).rejects.toThrow(CalendlyNotFound);

    expect([line.calendly.count('refresh'), line.calendly.count('me') - before]).toEqual([0, 1]);
  });

  test('of a person that is not accepted any more has to be replaced by that person', async () => {
    const line = await aConnectedLine();
    const personal = line.calendly.personalToken(line.grace.uri);
    await line.here.connectByToken.execute(line.acme, personal);
    line.calendly.tokens.delete(personal);

    await expect(me(line)).rejects.toThrow(GrantInvalid);

    expect((await line.connection()).state).toBe('reconnect_required');
  });

  test('whose renewal takes scopes away says so', async () => {
    const line = await aConnectedLine();
    for (const held of line.calendly.refreshTokens.values()) held.scopes = ['users:read'];
    line.clock.advance(twoHours);

    await me(line);

    expect((await line.connection()).grantedScopes).toEqual(['users:read']);
  });
});

describe('a refresh token is used once', () => {
  test('by two processes with several calls each, a hundred times', async () => {
    const line = await aConnectedLine();
    const connection = await line.connection();
    const processes = [line.here, line.another()];
    const seen: string[][] = [];

    for (let race = 0; race < 100; race += 1) {
      // In every other race Calendly itself refuses the expired token.
      if (race % 2 === 0) line.clock.advance(twoHours);
      else line.calendly.tokens.clear();
      line.clock.advance(61);
      const calls = [...processes, ...processes, ...processes].map(async (one) => {
        return one.tokens.withToken(connection, async (token) => {
          await line.api.me(token);
          return token;
        });
      });
      seen.push([...new Set(await Promise.all(calls))]);
    }

    expect(seen.map(({ length }) => length)).toEqual(Array.from({ length: 100 }, () => 1));
    expect(new Set(seen.flat()).size).toBe(100);
    expect(line.calendly.count('refresh')).toBe(100);
    expect((await line.connection()).state).toBe('connected');
  });

  test('also when the one who uses it takes long: the other one waits, and gets what came of it', async () => {
    const line = await aConnectedLine();
    const connection = await line.connection();
    const other = line.another();
    line.clock.advance(twoHours);
    const letGo = line.calendly.hold('refresh');

    const both = [tokenOf(line.here, connection), tokenOf(other, connection)];
    await line.until(() => line.waits > 0);
    letGo();

    const [one, two] = await Promise.all(both);
    expect(one).toBe(two);
    expect(line.calendly.count('refresh')).toBe(1);
  });
});

describe('a grant that is gone', () => {
  test('is stored as lost before anybody hears of it, and is in the log', async () => {
    const line = await aConnectedLine();
    const connection = await line.connection();
    const update = line.connections.update.bind(line.connections);
    line.connections.update = async (...given) => {
      await line.pause(0);
      return update(...given);
    };
    line.calendly.refuse('me', new CalendlyUnauthenticated('no'));
    line.calendly.refuse('refresh', new GrantInvalid('revoked'));

    const call = line.here.tokens.withToken(connection, (token) => line.api.me(token));

    await expect(call).rejects.toBeInstanceOf(GrantInvalid);
    expect(await line.connection()).toMatchObject({ state: 'reconnect_required' });
    expect(line.logger.lines).toContainEqual({
      level: 'error',
      message: 'Calendly does not accept a connection any more',
      fields: { organizationId: line.acme, connectionId: connection.id, reason: 'grant_invalid' },
    });
    await line.here.tokens.settled();
  });

  test('is asked for once, whoever calls and how often, and is announced', async () => {
    const line = await aConnectedLine();
    const connection = await line.connection();
    line.calendly.refreshTokens.clear();
    line.clock.advance(twoHours);

    for (const process of [line.here, line.another(), line.here]) {
      const call = tokenOf(process, connection);
      await expect(call).rejects.toThrow(GrantInvalid);
    }

    expect(line.calendly.count('refresh')).toBe(1);
    expect((await line.connection()).state).toBe('reconnect_required');
    expect(await announcedChanges(line)).toContainEqual(['state']);
  });

  test('because a process died between the answer and the store is found by the next try', async () => {
    const begin = async (life: Lifeline) => {
      const line = await aConnectedLine();
      const connection = await line.connection();
      line.clock.advance(twoHours);
      const dying = tokenOf(line.another(life), connection);
      return { line, connection, dying };
    };

    const seen = await atEveryDeath(begin, async ({ line, connection }) => {
      line.clock.advance(leaseSeconds);
      await Promise.allSettled([tokenOf(line.here, connection)]);
      const [last] = await Promise.allSettled([tokenOf(line.another(), connection)]);
      expect(line.calendly.count('refresh')).toBeLessThanOrEqual(2);
      return last?.status === 'fulfilled' ? 'good' : (await line.connection()).state;
    });

    const lost = 'reconnect_required';
    expect(seen.filter((one, i) => one !== seen[i - 1])).toEqual(['good', lost, 'good']);
    expect(seen.filter((one) => one === lost)).toHaveLength(2);
  });
});

test('tokens that no key opens are not asked for at Calendly, and a text says what to do', async () => {
  const line = await aConnectedLine();
  const other = line.another(undefined, { encryptionKeys: [aKey()] });
  const before = line.calendly.count('refresh');

  const call = tokenOf(other, await line.connection());

  await expect(call).rejects.toThrow(/Restore TOKEN_ENCRYPTION_KEY, or connect again/);
  expect(line.calendly.count('refresh')).toBe(before);
  expect(await me(line)).toMatchObject({ uri: line.grace.uri });
});

/** Returns the token that a call gets. */
function tokenOf({ tokens }: ConnectingProcess, connection: Connection): Promise<string> {
  return tokens.withToken(connection, async (token) => token);
}

async function me(line: ConnectingLine) {
  return line.here.tokens.withToken(await line.connection(), (token) => line.api.me(token));
}

async function announcedChanges({ acme, world }: ConnectingLine) {
  return (await world.log.read(acme, 0, 100)).entries.map(({ changed }) => changed);
}
