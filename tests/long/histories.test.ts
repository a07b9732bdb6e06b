import { jest } from '@jest/globals';
import { describeHistories } from '../calendly-client/histories.ts';

jest.setTimeout(3_600_000);

describeHistories(1_000);
