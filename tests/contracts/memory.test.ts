import * as jest from '@jest/globals';
import { MemoryAuditStore } from '../../adapters/memory/memory-audit-store.ts';
import { MemoryOperatorInbox } from '../../adapters/memory/memory-operator-inbox.ts';
import { MemoryRetentionStore } from '../../adapters/memory/memory-retention-store.ts';
import { aConnectingWorld } from '../support/a-connecting-world.ts';
import { aMemoryWorld } from '../support/a-memory-world.ts';
import { anOrganizationWorld } from '../support/an-organization-world.ts';
import { describeAudit } from './audit-contract.ts';
import { describeConnecting } from './connecting-contract.ts';
import { describeOperatorInbox } from './operator-inbox-contract.ts';
import { describeOrganizationStore } from './organization-store-contract.ts';
import { describeRetention } from './retention-contract.ts';
import { describeStores } from './store-contract.ts';

describeStores(jest, 'memory', async () => aMemoryWorld());
describeAudit(jest, 'memory', async () => {
  const world = aMemoryWorld();
  return {
    ...world,
    audit: new MemoryAuditStore(world.database),
    retentionStore: new MemoryRetentionStore(world.database),
  };
});
describeOperatorInbox(jest, 'memory', async () => {
  const world = aMemoryWorld();
  return {
    ...world,
    audit: new MemoryAuditStore(world.database),
    retentionStore: new MemoryRetentionStore(world.database),
    operatorInbox: new MemoryOperatorInbox(world.database),
  };
});
describeConnecting(jest, 'memory', async () => aConnectingWorld());
describeOrganizationStore(jest, 'memory', async () => anOrganizationWorld());
describeRetention(jest, 'memory', async () => aMemoryWorld());
