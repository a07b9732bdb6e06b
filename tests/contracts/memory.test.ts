import * as jest from '@jest/globals';
import { aMemoryWorld } from '../support/a-memory-world.ts';
import { describeStores } from './store-contract.ts';

describeStores(jest, 'memory', async () => aMemoryWorld());
