import { jest } from '@jest/globals';
import { describeHistories } from './histories.ts';

jest.setTimeout(240_000);

describeHistories(60);
