import { expect, test } from '@jest/globals';
import { aConnectedLine } from '../support/a-connecting-line.ts';

const twoHours = 7200;

test('a token that is read before its end was stored is not renewed once more', async () => {
  const line = await aConnectedLine();
  const connection = await line.connection();
  const update = line.connections.update.bind(line.connections);
  let letGo: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  let reached = false;
  line.connections.update = async (organizationId, id, changes) => {
    if (changes.tokenExpiresAt !== undefined) {
      reached = true;
      await held;
    }
    return update(organizationId, id, changes);
  };
  line.clock.advance(twoHours);

  const one = line.another().tokens.withToken(connection, async (token) => token);
  await line.until(() => reached);
  const other = line.here.tokens.withToken(connection, async (token) => token);
  await line.until(() => line.waits > 0);
  letGo();

  expect(await other).toBe(await one);
  expect(line.calendly.count('refresh')).toBe(1);
});
