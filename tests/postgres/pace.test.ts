import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { Pace } from '../../adapters/postgres/realtime/pace.ts';

let pace: Pace;
let done: string[];

beforeEach(() => {
  jest.useFakeTimers();
  pace = new Pace();
  done = [];
});

afterEach(() => {
  pace.stop();
  jest.useRealTimers();
});

function ask(key: string, what: string): void {
  pace.run(key, () => done.push(what));
}

test('what is asked for once is done at once, and once', () => {
  ask('a', 'first');

  expect(done).toEqual(['first']);
  jest.runAllTimers();
  expect(done).toEqual(['first']);
});

test('what is asked for again and again is done a few times a second, the last time for the last asking', () => {
  for (let n = 1; n <= 100; n += 1) {
    ask('a', `${n}`);
    jest.advanceTimersByTime(10);
  }
  jest.runAllTimers();

  expect(done).toEqual(['1', '25', '50', '75', '100']);
});

test('what is asked for after a rest is done at once', () => {
  ask('a', 'first');
  jest.advanceTimersByTime(250);
  ask('a', 'second');

  expect(done).toEqual(['first', 'second']);
});

test('what does not belong together does not wait for each other', () => {
  ask('a', 'one');
  ask('b', 'other');

  expect(done).toEqual(['one', 'other']);
});

test('what was to follow is forgotten when it stops', () => {
  ask('a', 'first');
  ask('a', 'second');
  pace.stop();
  jest.runAllTimers();

  expect(done).toEqual(['first']);
});
