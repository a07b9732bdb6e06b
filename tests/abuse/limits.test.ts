import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { clientAddress } from '../../adapters/node/client-address.ts';
import { WindowedRateLimiter } from '../../adapters/rate-limiter-flexible/windowed-rate-limiter.ts';

describe('a limit of three in ten seconds', () => {
  beforeEach(() => {
    jest.useFakeTimers({ now: new Date('2026-01-05T10:00:00Z') });
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  test('lets three through, and tells the others how long to wait', async () => {
    const limiter = new WindowedRateLimiter(3, 10);

    const first = await takes(limiter, 3);
    jest.advanceTimersByTime(4500);
    const others = await takes(limiter, 2);

    expect({ first, others }).toEqual({ first: [null, null, null], others: [6, 6] });
  });

  test('lets three more through when the wait is over', async () => {
    const limiter = new WindowedRateLimiter(3, 10);
    await takes(limiter, 5);

    jest.advanceTimersByTime(10_000);

    expect(await takes(limiter, 4)).toEqual([null, null, null, 10]);
  });

  test('is each key’s own', async () => {
    const limiter = new WindowedRateLimiter(3, 10);
    await takes(limiter, 4);

    expect(await limiter.take('another')).toBeNull();
  });
});

describe('who sent a request', () => {
  test.each([
    ['203.0.113.7', '203.0.113.7'],
    ['::ffff:203.0.113.7', '203.0.113.7'],
    ['2001:db8::1', '2001:db8:0:0::/64'],
    ['2001:0DB8:0000:0000:1:2:3:4', '2001:db8:0:0::/64'],
    ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
  ])('is told by the line where there is no proxy: %s', (remoteAddress, address) => {
    expect(clientAddress(0)(aRequest(remoteAddress, '10.0.0.1'))).toBe(address);
  });

  test.each([
    [1, '203.0.113.7', '203.0.113.7'],
    [1, '10.0.0.1, 203.0.113.7', '203.0.113.7'],
    [2, '10.0.0.1, 203.0.113.7, 10.0.0.2', '203.0.113.7'],
    [2, '203.0.113.7', '203.0.113.7'],
    [1, '203.0.113.7:40000', '203.0.113.7'],
    [1, '[2001:db8::1]:40000', '2001:db8:0:0::/64'],
    [1, '', '192.0.2.1'],
    [1, ' , ', '192.0.2.1'],
    [1, undefined, '192.0.2.1'],
    [1, 'x'.repeat(10_000), 'x'.repeat(64)],
  ])('is told by %d proxies: %s', (proxies, forwardedFor, address) => {
    expect(clientAddress(proxies)(aRequest('192.0.2.1', forwardedFor))).toBe(address);
  });
});

async function takes(limiter: WindowedRateLimiter, times: number): Promise<(number | null)[]> {
  const waits: (number | null)[] = [];
  for (let i = 0; i < times; i += 1) waits.push(await limiter.take('a key'));
  return waits;
}

function aRequest(remoteAddress: string, forwardedFor: string | undefined): IncomingMessage {
  const headers = { 'x-forwarded-for': forwardedFor };
  return { headers, socket: { remoteAddress } } as unknown as IncomingMessage;
}
