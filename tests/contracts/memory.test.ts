import * as jest from '@jest/globals';
import { aConnectingWorld } from '../support/a-connecting-world.ts';
import { aMemoryWorld } from '../support/a-memory-world.ts';
import { describeConnecting } from './connecting-contract.ts';
import { describeRetention } from './retention-contract.ts';
import { describeStores } from './store-contract.ts';

describeStores(jest, 'memory', async () => aMemoryWorld());
describeConnecting(jest, 'memory', async () => aConnectingWorld());
describeRetention(jest, 'memory', async () => aMemoryWorld());
