import { Command, Option } from 'commander';
import { developmentToken } from './development-token.ts';
import { loadConfig } from './load-config.ts';

const command = new Command('npm run token --')
  .description('Prints a development token, signed with the secret of this installation.')
  .option('--org <id>', 'the organization', 'demo')
  .addOption(new Option('--role <role>').choices(['admin', 'member']).default('member'))
  .action(async ({ org, role }: { org: string; role: 'admin' | 'member' }) => {
    const config = loadConfig();
    if (config.production) {
      command.error('In production, tokens come from the backend that signs its users in.');
    }
    const token = await developmentToken(config, org, role);
    if (token === null)
      command.error('JWT_JWKS_URL is set: tokens come from whoever holds its keys.');
    console.log(token);
  });

await command.parseAsync();
