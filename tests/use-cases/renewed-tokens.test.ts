import { describe, expect, test } from '@jest/globals';
import type { Connection } from '../../src/domain/connection.ts';
import {
  CalendlyRateLimited,
  GrantInvalid,
  ProviderError,
  StoreUnavailable,
} from '../../src/domain/errors.ts';
import { aConnectedLine, type ConnectingLine } from '../support/a-connecting-line.ts';
import type { ConnectingProcess } from '../support/a-connecting-process.ts';

const twoHours = 7200;

describe('a renewal', () => {
  test.each([
    ['cannot be understood', new ProviderError('HTML')],
    ['has to wait', new CalendlyRateLimited(60)],
  ])('whose answer %s keeps the refresh token for the next try', async (_what, refusal) => {
    const line = await aConnectedLine();
    line.clock.advance(twoHours);
    line.calendly.refuse('refresh', refusal);

    await expect(me(line)).rejects.toThrow(refusal);

    expect((await line.connection()).state).toBe('connected');
    expect(await me(line)).toMatchObject({ uri: line.grace.uri });
  });

  test('is not tried more than three times a minute', async () => {
    const line = await aConnectedLine();
    line.clock.advance(twoHours);
    line.calendly.refuse('refresh', new ProviderError('HTML'), 3);
    for (let tries = 0; tries < 3; tries += 1) await expect(me(line)).rejects.toThrow('HTML');

    await expect(me(line)).rejects.toThrow(CalendlyRateLimited);
    line.clock.advance(60);

    expect(await me(line)).toMatchObject({ uri: line.grace.uri });
    expect(line.calendly.count('refresh')).toBe(4);
  });

  test('waits for a store that is away for some seconds, and loses nothing', async () => {
    const line = await aConnectedLine();
    const connection = await line.connection();
    line.clock.advance(twoHours);
    line.letTimePass();
    const saveSecrets = line.connections.saveSecrets.bind(line.connections);
    let away = 5;
    line.connections.saveSecrets = async (...given) => {
      away -= 1;
      if (away >= 0) throw new StoreUnavailable('The database is away.');
      return saveSecrets(...given);
    };

    const token = await tokenOf(line.another(), connection);

    expect(await tokenOf(line.here, connection)).toBe(token);
    expect(line.calendly.count('refresh')).toBe(1);
  });

  test('of a connection that is disconnected meanwhile brings no secret back', async () => {
    const line = await aConnectedLine();
    const connection = await line.connection();
    line.clock.advance(twoHours);
    const letGo = line.calendly.hold('refresh');

    const renewed = tokenOf(line.here, connection);
    await line.until(() => line.calendly.count('refresh') === 1);
    await line.connections.disconnect(line.acme, connection.id);
    letGo();

    await expect(renewed).rejects.toThrow(GrantInvalid);
    expect(await line.connections.secrets(line.acme, connection.id)).toBeNull();
    expect((await line.connection()).state).toBe('disconnected');
  });

  test('that is under way does not put its token over one of a person who connects again', async () => {
    const line = await aConnectedLine();
    const connection = await line.connection();
    line.clock.advance(twoHours);
    const letGo = line.calendly.hold('refresh');

    const renewed = tokenOf(line.another(), connection);
    await line.until(() => line.calendly.count('refresh') === 1);
    const again = line.connectGrace();
    await line.until(() => line.waits > 0);
    const granted = [...line.calendly.tokens.keys()].at(-1);
    letGo();
    await Promise.all([renewed, again]);

    expect(await tokenOf(line.here, connection)).toBe(granted);
    line.clock.advance(twoHours);
    expect(await me(line)).toMatchObject({ uri: line.grace.uri });
  });
});

/** Returns the token that a call gets. */
function tokenOf({ tokens }: ConnectingProcess, connection: Connection): Promise<string> {
  return tokens.withToken(connection, async (token) => token);
}

async function me(line: ConnectingLine) {
  return line.here.tokens.withToken(await line.connection(), (token) => line.api.me(token));
}
