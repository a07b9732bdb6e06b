/**
 * The functions that a contract needs from a test runner. `@jest/globals` and `vitest` have them all; `node:test` has
 * them with an `expect` beside it, such as the npm package of that name.
 */
export interface TestRunner {
  describe: (name: string, body: () => void) => void;
  test: (name: string, body: () => Promise<void>) => void;
  beforeEach: (body: () => Promise<void>) => void;
  afterEach: (body: () => Promise<void>) => void;
  expect: Expect;
}

/** The part of jest's `expect` that the contracts use. */
export interface Expect {
  (
    actual: unknown,
  ): Matchers<void> & {
    not: Matchers<void>;
    resolves: Matchers<Promise<void>>;
    rejects: Matchers<Promise<void>>;
  };
  /** Equals everything but null and undefined. */
  anything(): unknown;
}

interface Matchers<Result> {
  toBe(expected: unknown): Result;
  toBeInstanceOf(expected: unknown): Result;
  toBeNull(): Result;
  toBeUndefined(): Result;
  toEqual(expected: unknown): Result;
  toHaveLength(expected: number): Result;
  toMatchObject(expected: object): Result;
}
