import { describe, expect, test } from '@jest/globals';
import type { IncomingDelivery, Receipt } from '../../../src/domain/delivery.ts';
import { StoreUnavailable, TooManyWaiting } from '../../../src/domain/errors.ts';
import { organizationId } from '../../../src/domain/organization-id.ts';
import {
  CommitLanes,
  type CommitLanesParts,
  type LaneLimits,
} from '../../../src/use-cases/intake/commit-lanes.ts';
import { aBooking } from '../../support/a-booking.ts';
import { anIncoming } from '../../support/an-incoming.ts';

const acme = organizationId('acme');

describe('a lane', () => {
  test('that is idle starts with what arrived together', async () => {
    const { lanes, batches, finish } = lanesWith();

    const receipts = [lanes.submit(of('ada')), lanes.submit(of('grace'))];
    await settle();

    expect(batches).toEqual([['ada', 'grace']]);
    finish();
    expect(await Promise.all(receipts)).toEqual(['accepted', 'accepted']);
  });

  test('gathers what arrives while it commits, and then takes it at once', async () => {
    const { lanes, batches, finish } = lanesWith();
    const all = [lanes.submit(of('a'))];
    await settle();

    all.push(...['b', 'c', 'd'].map((name) => lanes.submit(of(name))));
    await settle();
    const while1 = [...batches];
    finish();
    await settle();
    finish();
    await Promise.all(all);

    expect(while1).toEqual([['a']]);
    expect(batches).toEqual([['a'], ['b', 'c', 'd']]);
  });

  test('takes its next batch before it answers the last one', async () => {
    const order: string[] = [];
    const { lanes, batches, finish } = lanesWith();
    const first = lanes.submit(of('a')).then(() => order.push(`answered, ${batches.length} begun`));
    await settle();
    const second = lanes.submit(of('b'));

    finish();
    await first;

    expect(order).toEqual(['answered, 2 begun']);
    finish();
    await second;
  });

  test('answers each delivery with its own receipt', async () => {
    const words: Receipt[] = ['accepted', 'duplicate', 'ignored'];
    const lanes = lanesOver(async (batch) => batch.map((_, i) => words[i] as Receipt));

    const receipts = await Promise.all(['a', 'b', 'c'].map((name) => lanes.submit(of(name))));

    expect(receipts).toEqual(words);
  });

  test('takes no more than a batch of several organizations, and more of one alone', async () => {
    const { lanes, batches, finish } = lanesWith({ lanes: 1, batchSize: 2, hotBatchSize: 4 });
    const mixed = [
      of('a'),
      of('b', 'globex'),
      of('c'),
      ...['d', 'e', 'f', 'g'].map((name) => of(name, 'hot')),
      of('h', 'hot'),
    ];

    const all = mixed.map((incoming) => lanes.submit(incoming));
    for (let i = 0; i < 5; i += 1) {
      await settle();
      finish();
    }
    await Promise.all(all);

    expect(batches).toEqual([
      ['a', 'b'],
      ['c', 'd'],
      ['e', 'f', 'g', 'h'],
    ]);
  });

  test('that failed is an error for everybody in the batch, and goes on', async () => {
    const failure = new Error('away');
    let calls = 0;
    const lanes = lanesOver(async (batch) => {
      calls += 1;
      if (calls === 1) throw failure;
      return batch.map(() => 'accepted');
    });

    const first = await Promise.allSettled([lanes.submit(of('a')), lanes.submit(of('b'))]);
    const then = await lanes.submit(of('c'));

    expect(first).toEqual([
      { status: 'rejected', reason: failure },
      { status: 'rejected', reason: failure },
    ]);
    expect(then).toBe('accepted');
  });

  test('of one organization never waits for that of another', async () => {
    const { lanes, batches, finish } = lanesWith({ lanes: 64 });

    const slow = lanes.submit(of('ada', 'acme'));
    await settle();
    const other = lanes.submit(of('grace', 'globex'));
    await settle();

    expect(batches).toEqual([['ada'], ['grace']]);
    finish();
    await Promise.all([slow, other]);
  });
});

describe('what waits', () => {
  test('is refused at once beyond the most deliveries, and taken again later', async () => {
    const { lanes, finish } = lanesWith({ maxWaiting: 2 });
    const waiting = [lanes.submit(of('a')), lanes.submit(of('b'))];

    const refused = lanes.submit(of('c'));

    await expect(refused).rejects.toBeInstanceOf(TooManyWaiting);
    await settle();
    finish();
    await Promise.all(waiting);
    await lanes.drained();
    const again = lanes.submit(of('c'));
    await settle();
    finish();
    expect(await again).toBe('accepted');
  });

  test('is refused at once beyond the most bytes', async () => {
    const first = of('a');
    const maxWaitingBytes = first.delivery.rawBody.length + 10;
    const { lanes, finish } = lanesWith({ maxWaitingBytes });
    const waiting = lanes.submit(first);

    await expect(lanes.submit(of('b'))).rejects.toBeInstanceOf(TooManyWaiting);

    await settle();
    finish();
    await waiting;
  });

  test('is let go, and not committed, when nobody wants it any more once its turn comes', async () => {
    const { lanes, batches, finish } = lanesWith();
    let isWanted = true;
    const first = lanes.submit(of('a'));
    await settle();
    const late = lanes.submit(of('b'), () => isWanted);
    const next = lanes.submit(of('c'));

    isWanted = false;
    finish();
    await expect(late).rejects.toBeInstanceOf(StoreUnavailable);
    await settle();
    finish();

    expect(await Promise.all([first, next])).toEqual(['accepted', 'accepted']);
    expect(batches).toEqual([['a'], ['c']]);
  });

  test('is drained once all of it was committed', async () => {
    const { lanes, finish } = lanesWith();
    const order: string[] = [];
    const receipt = lanes.submit(of('a')).then(() => order.push('receipt'));
    const drained = lanes.drained().then(() => order.push('drained'));
    await settle();

    finish();
    await Promise.all([receipt, drained]);

    expect(order).toEqual(['receipt', 'drained']);
    await lanes.drained();
  });
});

/** Lanes whose batches wait for `finish`, which ends all batches under way. */
function lanesWith(changes: Partial<LaneLimits> = {}) {
  const batches: string[][] = [];
  const running: (() => void)[] = [];
  const lanes = lanesOver(async (batch) => {
    batches.push(batch.map(nameOf));
    const { promise, resolve } = Promise.withResolvers<void>();
    running.push(resolve);
    await promise;
    return batch.map(() => 'accepted');
  }, changes);
  const finish = () => {
    for (const end of running.splice(0)) end();
  };
  return { lanes, batches, finish };
}

/** Lanes whose batches go to `execute`. */
function lanesOver(
  execute: CommitLanesParts['receiveDeliveries']['execute'],
  changes: Partial<LaneLimits> = {},
) {
  const receiveDeliveries = { execute };
  return new CommitLanes({ receiveDeliveries, laneLimits: limits(changes), gather: atOnce });
}

const atOnce = () => Promise.resolve();

function limits(changes: Partial<LaneLimits> = {}): LaneLimits {
  return {
    lanes: 4,
    batchSize: 16,
    hotBatchSize: 64,
    maxWaiting: 100,
    maxWaitingBytes: 1_000_000,
    ...changes,
  };
}

function of(name: string, organization: string = acme): IncomingDelivery {
  return anIncoming(organizationId(organization), aBooking({ of: name }));
}

function nameOf({ decoded }: IncomingDelivery): string {
  if (decoded.kind !== 'fact' || !('email' in decoded.fact)) throw new Error('No booking.');
  return decoded.fact.email.replace('@example.com', '');
}

/** Runs everything that is ready to run. */
function settle(): Promise<void> {
  return new Promise((resolve) => {
    setImmediate(resolve);
  });
}
