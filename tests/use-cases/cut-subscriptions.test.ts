import { describe, expect, test } from '@jest/globals';
import type { Connection } from '../../src/domain/connection.ts';
import {
  aConnectedLine,
  aConnectingLine,
  type ConnectingLine,
  wellStanding,
} from '../support/a-connecting-line.ts';
import { atEveryDeath, type Lifeline } from '../support/a-lifeline.ts';

const leaseSeconds = 31;

describe.each([
  ['refuses a second subscription for an address', true],
  ['takes a second subscription for an address', false],
])('where Calendly %s, wherever a process dies', (_what, refusesSecondUrl) => {
  test('while it makes the first subscriptions, the next one ends with exactly two that are good', async () => {
    const lived = await expectMended(async (life) => {
      const line = aConnectingLine();
      line.calendly.refusesSecondUrl = refusesSecondUrl;
      // While Calendly cannot reach the service there is a connection without a subscription.
      const elsewhere = line.another(undefined, { reachable: false });
      const connection = await elsewhere.connect(line.acme, line.grace.uri);
      const dying = line.another(life).keepSubscription.execute(connection);
      return { line, connection, dying };
    });

    expect(lived).toBeGreaterThan(30);
  });

  test('while it replaces one that is disabled, the next one ends with exactly two that are good', async () => {
    const lived = await expectMended(async (life) => {
      const line = await aConnectedLine();
      line.calendly.refusesSecondUrl = refusesSecondUrl;
      for (const one of line.calendly.subscriptions.values()) one.state = 'disabled';
      const connection = await line.connection();
      const dying = line.another(life).keepSubscription.execute(connection);
      return { line, connection, dying };
    });

    expect(lived).toBeGreaterThan(30);
  });

  test('while somebody connects again, the next one ends with exactly two that are good', async () => {
    const lived = await expectMended(async (life) => {
      const line = await aConnectedLine();
      line.calendly.refusesSecondUrl = refusesSecondUrl;
      const connection = await line.connection();
      const dying = line.another(life).connect(line.acme, line.grace.uri);
      return { line, connection, dying };
    });

    expect(lived).toBeGreaterThan(30);
  });
});

interface World {
  line: ConnectingLine;
  connection: Connection;
}

/**
 * The number of processes that die. After each, the next process to look leaves two valid subscriptions, and knows
 * them.
 */
async function expectMended(
  begin: (life: Lifeline) => Promise<World & { dying: Promise<unknown> }>,
): Promise<number> {
  const seen = await atEveryDeath(begin, async ({ line, connection }) => {
    line.clock.advance(leaseSeconds);
    await line.another().keepSubscription.execute(connection);
    const { subscription, routingForms } = await line.connection();
    const known = new Set([subscription?.uri, routingForms?.uri]);
    const isKnown = [...line.calendly.subscriptions.keys()].map((uri) => known.has(uri));
    return { of: connection.id, standing: await line.standing(), isKnown };
  });
  const mended = ({ of }: { of: string }) => {
    return { of, standing: wellStanding(of), isKnown: [true, true] };
  };
  expect(seen).toEqual(seen.map(mended));
  return seen.length;
}
