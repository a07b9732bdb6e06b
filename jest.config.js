/*
 * `npm test` gives Node two options. `--liftoff-only`: V8's quick compiler of WebAssembly alone, because its better one
 * works longer on the embedded database than most tests use it. `--max-semi-space-size`: fewer collections of garbage.
 * Together they save a fifth of the time of the processors.
 */

/** @type {import('jest').Config} */
export default {
  testEnvironment: '<rootDir>/tests/support/leak-checking-environment.js',
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/tests/long/'],
  testMatch: ['<rootDir>/tests/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '<rootDir>/tests/support/strip-types.js' },
  injectGlobals: false,
  globalSetup: '<rootDir>/tests/support/global-setup.js',
  globalTeardown: '<rootDir>/tests/support/global-teardown.js',
  reporters: ['default', '<rootDir>/tests/support/no-skips-reporter.js'],
  coverageProvider: 'v8',
  // A third works while two wait.
  maxWorkers: 3,
  // Also keeps jest from running a small run in its own process, whose timers would hide a test's.
  workerIdleMemoryLimit: '2GB',
  testTimeout: 20_000,
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.data/'],
};
