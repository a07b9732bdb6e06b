import { expect, test } from '@jest/globals';
import { ProviderError } from '../../../src/domain/errors.ts';
import {
  aConnectedLine,
  type ConnectingLine,
  wellStanding,
} from '../../support/a-connecting-line.ts';
import { atEveryDeath, type Lifeline } from '../../support/a-lifeline.ts';

const leaseSeconds = 31;

test('while a subscription is replaced both keys are good, and afterwards the new one', async () => {
  const line = await aConnectedLine();
  const old = keyOf(line);
  replaceSoon(line);

  await keep(line);
  const meanwhile = await hear(line, old);
  await keep(line);

  expect(meanwhile).not.toBe('refused');
  expect(await hear(line, old)).toBe('refused');
  expect(await line.standing()).toEqual(wellStanding((await line.connection()).id));
});

test('the process that replaces it takes what the new one sends at once', async () => {
  const line = await aConnectedLine();
  await hear(line, keyOf(line), line.here);
  replaceSoon(line);

  await keep(line);

  expect(await hear(line, keyOf(line), line.here)).not.toBe('refused');
});

test('what the standing one sends is taken, however often it cannot be replaced', async () => {
  const line = await aConnectedLine();
  const standing = keyOf(line);
  replaceSoon(line);
  line.calendly.refuse('subscribe', new ProviderError('HTML'), 3);

  for (let tries = 0; tries < 3; tries += 1) await expect(keep(line)).rejects.toThrow('HTML');

  expect(await hear(line, standing)).not.toBe('refused');
});

test('a key that no key opens is replaced with its subscription, wherever a process dies meanwhile', async () => {
  const begin = async (life: Lifeline) => {
    const line = await aConnectedLine();
    const connection = await line.connection();
    await line.connections.saveSecrets(line.acme, connection.id, { signingKey: 'spoiled' });
    const dying = line.another(life).keepSubscription.execute(connection);
    return { line, dying };
  };

  const seen = await atEveryDeath(begin, async ({ line }) => {
    line.clock.advance(leaseSeconds);
    const { id } = await keep(line, line.another());
    return { of: id, standing: await line.standing() };
  });

  expect(seen.length).toBeGreaterThan(30);
  expect(seen).toEqual(seen.map(({ of }) => ({ of, standing: wellStanding(of) })));
});

async function keep(line: ConnectingLine, process = line.here) {
  return process.keepSubscription.execute(await line.connection());
}

/** Breaks the bookings' subscription, which stands and sends all the same. */
function replaceSoon({ calendly }: ConnectingLine): void {
  for (const one of calendly.subscriptions.values()) {
    if (one.events.includes('invitee.created')) one.events = ['invitee.created'];
  }
}

/** The key that signs bookings at Calendly. */
function keyOf({ calendly }: ConnectingLine): string {
  const all = [...calendly.subscriptions.values()];
  return all.find(({ events }) => events.includes('invitee.created'))?.signingKey ?? '';
}

async function hear(line: ConnectingLine, key: string, process = line.another()): Promise<string> {
  return process.hear('{"event":"nothing.happened"}', key, (await line.connection()).id);
}
