import { aMemoryWorld } from '../support/a-memory-world.ts';
import { describeStores } from './store-contract.ts';

describeStores('memory', async () => aMemoryWorld());
