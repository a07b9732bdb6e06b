import { Command } from 'commander';
import { Leases } from '../src/use-cases/leases.ts';
import { type Resealing, ResealSecrets } from '../src/use-cases/reseal-secrets.ts';
import { ConfigInvalid } from './config.ts';
import { JoseTokenCipher } from './jose/jose-token-cipher.ts';
import { loadConfig } from './load-config.ts';
import { pause } from './node/pause.ts';
import { SystemClock } from './node/system-clock.ts';
import { UuidGenerator } from './node/uuid-generator.ts';
import { openStores } from './open-stores.ts';
import { runCommand } from './run-command.ts';

const command = new Command('npm run reencrypt --')
  .description(
    'Encrypts by the first key of TOKEN_ENCRYPTION_KEY what the others encrypted, so that they can go.',
  )
  .option('--forget', 'erase what no key decrypts: those connections have to be made again')
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
  const cipher = new JoseTokenCipher(keys);
  const clock = new SystemClock();
  const stores = await openStores(config, clock);
  try {
    const { connectionStore } = stores;
    const leases = new Leases(connectionStore, clock, new UuidGenerator(), pause);
    return await new ResealSecrets(connectionStore, cipher, leases).execute({ forget });
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
    'Put the key that did behind the first one in TOKEN_ENCRYPTION_KEY, and run this again.',
    'Where it is lost, run this with --forget, and connect these again.',
  ].join('\n');
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
