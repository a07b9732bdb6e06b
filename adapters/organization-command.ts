import { Command, InvalidArgumentError } from 'commander';
import { type OrganizationId, organizationId } from '../src/domain/organization-id.ts';
import type { OrganizationStore } from '../src/ports/organization-store.ts';
import { ConfigInvalid } from './config.ts';
import { givenConfig } from './load-config.ts';
import { SystemClock } from './node/system-clock.ts';
import { openStores } from './open-stores.ts';
import { DataFolderLocked } from './postgres/data-folder-lock.ts';
import { exitConfig, startFailure } from './start-failure.ts';

const clock = new SystemClock();

const command = new Command('npm run organization --').description(
  'Shuts organizations out, and lets them in again, whatever tokens their people bear.',
);

command
  .command('disable')
  .description('lets nobody of it in any more; what Calendly sends is still taken in for it')
  .argument('<id>', 'the organization, as tokens name it', organization)
  .action(async (id: OrganizationId) => {
    const outcome = await withOrganizations((store) => store.disable(id, clock.now()));
    console.log(
      outcome === 'disabled'
        ? `${id} is disabled: within a minute its tokens let nobody in, and its sockets are dropped.`
        : `${id} is disabled already.`,
    );
  });

command
  .command('enable')
  .description('lets its people in again')
  .argument('<id>', 'the organization, as tokens name it', organization)
  .action(async (id: OrganizationId) => {
    const outcome = await withOrganizations((store) => store.enable(id));
    console.log(
      outcome === 'enabled'
        ? `${id} is enabled: within a minute its tokens let in again.`
        : `${id} is not disabled.`,
    );
  });

command
  .command('list')
  .description('lists those that are disabled, and since when')
  .action(async () => {
    const disabled = await withOrganizations((store) => store.disabled());
    const lines = disabled.map(({ id, disabledAt }) => `${id}\t${disabledAt.toISOString()}`);
    for (const line of lines.toSorted()) console.log(line);
    if (lines.length === 0) console.error('No organization is disabled.');
  });

try {
  await command.parseAsync();
} catch (error) {
  const words = error instanceof DataFolderLocked ? lockedWords() : startFailure(error);
  if (words === null) throw error;
  command.error(words, { exitCode: exitConfig });
}

async function withOrganizations<T>(work: (store: OrganizationStore) => Promise<T>): Promise<T> {
  const config = givenConfig();
  if (config.DATABASE_URL === 'memory:') {
    throw new ConfigInvalid(
      'DATABASE_URL: what memory: keeps is the running service’s alone. Name a PostgreSQL server, or leave it out.',
    );
  }
  const stores = await openStores(config, clock);
  try {
    return await work(stores.organizationStore);
  } finally {
    await stores.close();
  }
}

/** Another folder, which a second service would want, is no help here. */
function lockedWords(): string {
  return `The running service has the embedded database in ${givenConfig().DATA_DIR} to itself. Stop it, run this, and start it again. On a PostgreSQL server (DATABASE_URL) it need not be stopped.`;
}

function organization(text: string): OrganizationId {
  try {
    return organizationId(text);
  } catch (error) {
    throw new InvalidArgumentError((error as RangeError).message);
  }
}
