import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import { signingKey } from '../support/a-running-service.ts';
import { AServiceAtCalendly } from '../support/a-service-at-calendly.ts';

describe('one delivery', () => {
  let world: AServiceAtCalendly;
  let id: string;
  beforeEach(async () => {
    world = await AServiceAtCalendly.start({ simulator: { events: 0, upcoming: 0 } });
    await world.connect();
    id = await world.connectionId();
  });
  afterEach(() => world[Symbol.asyncDispose]());

  const statusOf = async (path: string, body: string, key: string) => {
    const answer = await world.post(path, body, key);
    return answer.status === 200 ? (answer.body as { status: string }).status : answer.status;
  };
  const ownKey = () => world.line.signingKeys(`${world.url}/calendly/webhook/${id}`)[0] ?? '';

  test('is refused at addresses that a sender makes up, whatever key signed it', async () => {
    const body = aBooking();
    const madeUp = [
      '0',
      'x',
      crypto.randomUUID(),
      id.toUpperCase(),
      `${id.slice(0, -1)}0`,
      'a'.repeat(36),
    ];

    const answers = [];
    for (const address of madeUp.filter((one) => one !== id)) {
      for (const key of [signingKey, ownKey()])
        answers.push(await statusOf(`/${address}`, body, key));
    }

    expect(answers.filter((answer) => answer !== 401)).toEqual([]);
    expect(await statusOf('', body, signingKey)).toBe('accepted');
  });

  test.each<[string, (own: string) => [string, string][]]>([
    [
      "the environment's key, at the shared address first",
      (own) => [
        ['', signingKey],
        [own, signingKey],
      ],
    ],
    [
      "the environment's key, at a connection's address first",
      (own) => [
        [own, signingKey],
        ['', signingKey],
      ],
    ],
    [
      "both keys, the environment's first",
      (own) => [
        ['', signingKey],
        [own, ownKey()],
      ],
    ],
    [
      "both keys, the connection's first",
      (own) => [
        [own, ownKey()],
        ['', signingKey],
      ],
    ],
    [
      'both keys at one address',
      (own) => [
        [own, ownKey()],
        [own, signingKey],
      ],
    ],
  ])('is one wherever it comes: %s', async (_name, waysOf) => {
    const body = aBooking();

    const answers = [];
    for (const [path, key] of [...waysOf(`/${id}`), ...waysOf(`/${id}`)]) {
      answers.push(await statusOf(path, body, key));
    }

    expect(answers).toEqual(['accepted', 'duplicate', 'duplicate', 'duplicate']);
  });

  test('is one when its copies come at once', async () => {
    const body = aBooking();

    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        i % 2 ? statusOf('', body, signingKey) : statusOf(`/${id}`, body, ownKey()),
      ),
    );

    expect(answers.filter((answer) => answer === 'accepted')).toHaveLength(1);
    expect(answers.filter((answer) => answer === 'duplicate')).toHaveLength(19);
  });
});
