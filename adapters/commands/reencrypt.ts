import { Command } from 'commander';
import { Leases } from '../../src/use-cases/connections/leases.ts';
import { type Resealing, ResealSecrets } from '../../src/use-cases/connections/reseal-secrets.ts';
import { JoseTokenCipher } from '../jose/jose-token-cipher.ts';
import { pause } from '../node/pause.ts';
import { SystemClock } from '../node/system-clock.ts';
import { UuidGenerator } from '../node/uuid-generator.ts';
import { openStores } from '../service/open-stores.ts';
import { ConfigInvalid } from '../settings/config.ts';
import { loadConfig } from '../settings/load-config.ts';
import { runCommand } from './run-command.ts';

const command = new Command('npm run reencrypt --')
  .description(
    'Encrypts all secrets with the first key of TOKEN_ENCRYPTION_KEY, so that the other keys are no longer needed.',
  )
  .option(
    '--forget',
    'erase the secrets that no key decrypts; their accounts have to be connected again',
  )
  .action(async ({ forget = false }: { forget?: boolean }) => {
    const { connections, resealed, unreadable } = await reencrypt(forget);
    const secrets = counted(resealed, 'secret was', 'secrets were');
    console.log(`${counted(connections, 'connection', 'connections')}: ${secrets} encrypted anew.`);
    if (unreadable.length > 0 && !forget) command.error(words(unreadable), { exitCode: 1 });
    for (const { id } of unreadable) console.log(`Connection ${id} has to be made again.`);
  });

await runCommand(command);

async function reencrypt(forget: boolean): Promise<Resealing> {
  const config = loadConfig();
  const { TOKEN_ENCRYPTION_KEY: keys } = config;
  if (keys === undefined) throw new ConfigInvalid('TOKEN_ENCRYPTION_KEY: set it');
  const tokenCipher = new JoseTokenCipher(keys);
  const clock = new SystemClock();
  const stores = await openStores(config, clock);
  try {
    const { connections } = stores;
    const leases = new Leases({ connections, clock, ids: new UuidGenerator(), pause });
    return await new ResealSecrets({ connections, tokenCipher, leases }).execute({ forget });
  } finally {
    await stores.close();
  }
}

function words(unreadable: Resealing['unreadable']): string {
  const names = unreadable.map(
    ({ id, organizationId }) => `${id} (organization ${organizationId})`,
  );
  return [
    `No key decrypts all secrets of ${counted(unreadable.length, 'connection', 'connections')}:`,
    ...names.map((name) => `  ${name}`),
    'Add the missing key after the first one in TOKEN_ENCRYPTION_KEY, and run this command again.',
    'If it is lost, run this command with --forget, and connect these accounts again.',
  ].join('\n');
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
