import { expect, test } from '@jest/globals';
import { problemOf } from '../../adapters/koa/problems/problem-of.ts';
import * as errors from '../../src/domain/errors.ts';

/** The codes of errors that a handler always catches. One that gets through is our bug, and answered with 500. */
const neverAnswered = ['grant_invalid', 'key_error', 'too_many_waiting'];

const kinds = Object.values(errors).filter(
  (kind) => kind.prototype instanceof errors.CoreError && 'code' in made(kind),
);

test.each(kinds.map((kind) => [kind.name, kind] as const))(
  'an error of the core is a problem by its code: %s',
  (_, kind) => {
    const error = made(kind);

    const problem = problemOf(error);

    expect(problem?.key ?? null).toBe(expectedKey(error));
  },
);

function expectedKey(error: errors.CoreError): string | null {
  if (error instanceof errors.StoreTrouble) return 'unavailable.database';
  return neverAnswered.includes(error.code) ? null : error.code;
}

test('every error of the core is looked at', () => {
  expect(kinds.length).toBeGreaterThan(15);
});

test('any other error is our own bug', () => {
  expect(problemOf(new Error('x'))).toBeNull();
  expect(problemOf('x')).toBeNull();
});

function made(kind: unknown): errors.CoreError {
  const Kind = kind as new (...given: unknown[]) => errors.CoreError;
  return Kind.name === 'NotAuthenticated' ? new Kind('token_invalid', 'x') : new Kind('x', 'y');
}
