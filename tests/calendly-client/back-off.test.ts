import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { CalendlyUnauthenticated, ProviderError } from '../../src/domain/errors.ts';
import { anApiClient } from './an-api-client.ts';

const begun = new Date('2026-11-24T09:00:00Z');
let asked: number[];

/** Calendly, which answers everything with that status, and when it was asked, in milliseconds. */
function answering(status: number): void {
  jest.spyOn(globalThis, 'fetch').mockImplementation(async () => {
    asked.push(Date.now() - begun.getTime());
    return new Response('{}', { status });
  });
}

beforeEach(() => {
  asked = [];
  jest.useFakeTimers({ now: begun });
});
afterEach(() => {
  jest.restoreAllMocks();
  jest.useRealTimers();
});

test.each([
  ['shortest', 0, [0, 500, 1500]],
  ['longest', 1, [0, 1000, 3000]],
])(
  'a read that fails is asked again after a pause, and then after twice that: at the %s',
  async (_, luck, times) => {
    answering(500);
    jest.spyOn(Math, 'random').mockReturnValue(luck);
    const { api } = anApiClient('https://api.calendly.example', { retryDelayMs: 500 });

    const failure = api.me('a token').catch((error: unknown) => error);
    for (let step = 0; step < 100; step += 1) await jest.advanceTimersByTimeAsync(100);

    expect(await failure).toBeInstanceOf(ProviderError);
    expect(asked).toEqual(times);
  },
);

test('the pauses of two reads that fail at once differ', async () => {
  answering(503);
  const luck = jest.spyOn(Math, 'random');
  const { api } = anApiClient('https://api.calendly.example', { retryDelayMs: 500 });
  luck.mockReturnValueOnce(0).mockReturnValueOnce(0.5).mockReturnValue(0);

  const reads = Promise.allSettled([api.me('one'), api.me('other')]);
  for (let step = 0; step < 100; step += 1) await jest.advanceTimersByTimeAsync(50);
  await reads;

  expect(asked.slice(0, 4)).toEqual([0, 0, 500, 750]);
});

test('a refusal is not asked again, and leaves no timer', async () => {
  answering(401);
  const { api } = anApiClient('https://api.calendly.example', { retryDelayMs: 500 });

  await expect(api.me('a token')).rejects.toBeInstanceOf(CalendlyUnauthenticated);

  expect([asked, jest.getTimerCount()]).toEqual([[0], 0]);
});
