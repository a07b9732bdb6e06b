import { Command, InvalidArgumentError, Option } from 'commander';
import { organizationId } from '../../src/domain/organization-id.ts';
import { endOnClosedOutput } from '../node/closed-output.ts';
import { developmentToken } from '../running/development-token.ts';
import { exitConfig, startFailure } from '../running/start-failure.ts';
import { loadConfig } from '../settings/load-config.ts';

const inProduction = 'In production, tokens come from the backend that signs its users in.';

const command = new Command('npm run token --')
  .description('Prints a development token, signed with the secret of this installation.')
  .option('--org <id>', 'the organization', organization, 'demo')
  .addOption(new Option('--role <role>').choices(['admin', 'member']).default('member'))
  .action(async ({ org, role }: { org: string; role: 'admin' | 'member' }) => {
    const config = loadConfig();
    if (config.production) refuse(inProduction);
    const token = await developmentToken(config, org, role, { opensConsole: false });
    if (token === null) refuse('JWT_JWKS_URL is set: tokens come from whoever holds its keys.');
    console.log(token);
  });

endOnClosedOutput();
try {
  await command.parseAsync();
} catch (error) {
  // Production may lack other settings as well. Setting those would not give a token.
  const words = process.env['NODE_ENV'] === 'production' ? inProduction : startFailure(error);
  if (words === null) throw error;
  refuse(words);
}

function refuse(words: string): never {
  return command.error(words, { exitCode: exitConfig });
}

function organization(text: string): string {
  try {
    return organizationId(text);
  } catch (error) {
    throw new InvalidArgumentError((error as RangeError).message);
  }
}
