import { describe, expect, test } from '@jest/globals';
import { OauthRefused } from '../../../src/domain/errors.ts';
import { aConnectingLine, wellStanding } from '../../support/a-connecting-line.ts';

describe('a personal token', () => {
  test('connects, without an application of Calendly’s, and never ends', async () => {
    const line = aConnectingLine({ hasApplication: false });
    const token = line.calendly.personalToken(line.grace.uri);

    const connection = await line.here.connectByToken.execute(line.acme, token);
    line.clock.advance(365 * 24 * 3600);

    expect(connection).toMatchObject({ kind: 'personal_token', tokenExpiresAt: null });
    expect(await line.standing()).toEqual(wellStanding(connection.id));
    const me = line.here.tokens.withToken(connection, (used) => line.api.me(used));
    expect(await me).toMatchObject({ uri: line.grace.uri });
  });

  test('that Calendly does not accept is refused in words, and nothing is kept', async () => {
    const line = aConnectingLine();

    const refused = line.here.connectByToken.execute(line.acme, 'made up');

    await expect(refused).rejects.toThrow(OauthRefused);
    await expect(refused).rejects.toThrow(/does not accept this personal access token/);
    expect(await line.connections.list(line.acme)).toEqual([]);
  });

  test('that does not reveal its user is refused with the name of the permission', async () => {
    const line = aConnectingLine();
    const token = line.calendly.personalToken(line.grace.uri, ['webhooks:write']);

    const refused = line.here.connectByToken.execute(line.acme, token);

    await expect(refused).rejects.toThrow(/users:read/);
  });

  test('whose permissions are learned from a refusal names those in the status', async () => {
    const line = aConnectingLine();
    const token = line.calendly.personalToken(line.grace.uri, [
      'users:read',
      'scheduled_events:read',
    ]);

    await line.here.connectByToken.execute(line.acme, token);

    const { problems } = await line.here.readStatus.execute(line.acme);
    expect(problems).toEqual([
      {
        code: 'scope_missing',
        message: 'A permission is missing: webhooks:write.',
        remedy: expect.stringContaining('personal access token'),
      },
    ]);
  });
});
