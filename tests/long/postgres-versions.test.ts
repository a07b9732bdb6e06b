import { describe } from '@jest/globals';
import { describeStoresOnServer } from '../contracts/describe-stores-on-server.ts';

describe.each([15, 16, 17] as const)('PostgreSQL %i', (version) => {
  describeStoresOnServer(version);
});
