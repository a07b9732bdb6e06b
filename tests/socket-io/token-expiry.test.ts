import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { Socket } from 'socket.io';
import { TokenExpiry } from '../../adapters/socket-io/token-expiry.ts';
import type { Metrics } from '../../src/ports/metrics.ts';

const begun = new Date('2026-01-05T10:00:00Z');
const day = 86_400;

beforeEach(() => void jest.useFakeTimers({ now: begun }));
afterEach(() => void jest.useRealTimers());

/** A socket that notes what is said to it, and when it is let go, in seconds. */
function aSocket() {
  const effects: unknown[] = [];
  const seconds = () => (Date.now() - begun.getTime()) / 1000;
  const listeners = new EventEmitter();
  const socket = {
    once: (name: string, listener: () => void) => listeners.once(name, listener),
    emit: (name: string) => effects.push([name, seconds()]),
    disconnect: (close: boolean) => effects.push(['disconnected', close]),
  };
  const metrics = { socketRefused: (code: string) => effects.push(code) };
  const expiry = new TokenExpiry(socket as unknown as Socket, metrics as unknown as Metrics);
  const leave = () => listeners.emit('disconnect');
  return {
    effects,
    leave,
    armFor: (wait: number) => expiry.arm(new Date(begun.getTime() + wait * 1000)),
  };
}

const theEnd = (at: number) => ['token_expired', ['token_expired', at], ['disconnected', true]];

test('a socket is notified and ended once when its token ends', () => {
  const { effects, armFor } = aSocket();
  armFor(60);

  jest.advanceTimersByTime(59_999);
  const before = [...effects];
  jest.advanceTimersByTime(100_000);

  expect(before).toEqual([]);
  expect(effects).toEqual(theEnd(60));
});

test.each([
  ['later', 120],
  ['earlier', 30],
])('the end of a newer token counts, also where it is %s', (_, seconds) => {
  const { effects, armFor } = aSocket();
  armFor(60);
  armFor(seconds);

  jest.advanceTimersByTime(1_000_000);

  expect(effects).toEqual(theEnd(seconds));
});

test('a token may be good for longer than a timer can wait', () => {
  const { effects, armFor } = aSocket();
  armFor(60 * day);

  jest.advanceTimersByTime(60 * day * 1000 - 1);
  const before = [...effects];
  jest.advanceTimersByTime(1);

  expect(before).toEqual([]);
  expect(effects).toEqual(theEnd(60 * day));
});

test('a socket that is gone leaves no timer', () => {
  const { effects, armFor, leave } = aSocket();
  armFor(60);

  leave();

  expect(jest.getTimerCount()).toBe(0);
  jest.advanceTimersByTime(100_000);
  expect(effects).toEqual([]);
});
