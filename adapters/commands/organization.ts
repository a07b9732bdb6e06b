import { Command } from 'commander';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { OrganizationStore } from '../../src/ports/organization-store.ts';
import { SystemClock } from '../node/system-clock.ts';
import { organizationArgument, runOnStores, withStores } from './with-stores.ts';

const clock = new SystemClock();

const command = new Command('npm run organization --').description(
  'Shuts organizations out, and lets them in again, whatever tokens their people have.',
);

command
  .command('disable')
  .description('refuses all its tokens; its webhooks are still taken in')
  .argument('<id>', 'the organization, as tokens name it', organizationArgument)
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
  .argument('<id>', 'the organization, as tokens name it', organizationArgument)
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

await runOnStores(command);

function withOrganizations<T>(work: (store: OrganizationStore) => Promise<T>): Promise<T> {
  return withStores(clock, ({ organizations }) => work(organizations));
}
