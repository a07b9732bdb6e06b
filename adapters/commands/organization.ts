import { Command, InvalidArgumentError } from 'commander';
import { type OrganizationId, organizationId } from '../../src/domain/organization-id.ts';
import type { OrganizationStore } from '../../src/ports/organization-store.ts';
import { endOnClosedOutput } from '../node/closed-output.ts';
import { SystemClock } from '../node/system-clock.ts';
import { DataFolderLocked } from '../postgres/fitness/data-folder-lock.ts';
import { exitConfig, startFailure } from '../running/start-failure.ts';
import { openStores } from '../service/open-stores.ts';
import { ConfigInvalid } from '../settings/config.ts';
import { givenConfig } from '../settings/load-config.ts';

const clock = new SystemClock();

const command = new Command('npm run organization --').description(
  'Shuts organizations out, and lets them in again, whatever tokens their people have.',
);

command
  .command('disable')
  .description('refuses all its tokens; its webhooks are still taken in')
  .argument('<id>', 'the organization, as tokens name it', organization)
  .action(async (id: OrganizationId) => {
    const outcome = await withOrganizations((store) => store.disable(id, clock.now()));
    console.log(
      outcome === 'disabled'
        ? `${id} is disabled: within a minute its tokens are refused, and its sockets are disconnected.`
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
        ? `${id} is enabled: within a minute its tokens are accepted again.`
        : `${id} is not disabled.`,
    );
  });

command
  .command('list')
  .description('lists the disabled organizations, and since when')
  .action(async () => {
    const disabled = await withOrganizations((store) => store.disabled());
    const lines = disabled.map(({ id, disabledAt }) => `${id}\t${disabledAt.toISOString()}`);
    for (const line of lines.toSorted()) console.log(line);
    if (lines.length === 0) console.error('No organization is disabled.');
  });

endOnClosedOutput();
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
      'DATABASE_URL: only the running service can read what memory: holds. Name a PostgreSQL server, or leave it out.',
    );
  }
  const stores = await openStores(config, clock);
  try {
    return await work(stores.organizations);
  } finally {
    await stores.close();
  }
}

/** A second service would use another folder, but this command needs this one. */
function lockedWords(): string {
  return `The running service has locked the embedded database in ${givenConfig().DATA_DIR}. Stop the service, run this command, and start it again. With a PostgreSQL server (DATABASE_URL) it may keep running.`;
}

function organization(text: string): OrganizationId {
  try {
    return organizationId(text);
  } catch (error) {
    throw new InvalidArgumentError((error as RangeError).message);
  }
}
