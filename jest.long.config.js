import config from './jest.config.js';

/** The tests that take longer than a person waits. */
export default {
  ...config,
  testMatch: ['<rootDir>/tests/long/**/*.test.ts'],
  testPathIgnorePatterns: [],
  testTimeout: 120_000,
};
