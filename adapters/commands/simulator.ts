import { Command, InvalidArgumentError, Option } from 'commander';
import { endOnClosedOutput } from '../node/closed-output.ts';
import { onParentGone } from '../node/parent-gone.ts';
import { defaultOrganizations } from '../simulator/people/default-organizations.ts';
import { type Plan, plans } from '../simulator/people/directory.ts';
import { simulatorGreeting } from '../simulator/simulator-greeting.ts';
import { startSimulator } from '../simulator/start-simulator.ts';

interface Options {
  port: number;
  events: number;
  seed: number;
  plan: Plan;
  rateLimit: boolean;
}

const command = new Command('npm run simulator --')
  .description(
    'A Calendly to build against, which stays up: OAuth, API, signed webhooks, and a page to book on. ' +
      'For single webhooks to the running service, see npm run simulate.',
  )
  .option('--port <port>', 'where it answers, on this machine only', whole, 4010)
  .option('--events <count>', 'past meetings of the first user', whole, 300)
  .option('--seed <number>', 'the same number gives the same people, meetings and ids', whole, 1)
  .addOption(
    new Option('--plan <plan>', 'of the first organization').choices(plans).default('standard'),
  )
  .option('--no-rate-limit', 'no limit of calls a minute')
  .action(async ({ port, events, seed, plan, rateLimit }: Options) => {
    const [first, ...others] = defaultOrganizations;
    const organizations = first === undefined ? others : [{ ...first, plan }, ...others];
    const limit = rateLimit ? {} : { rateLimit: false as const };
    const simulator = await startSimulator({ port, events, seed, organizations, ...limit });
    const { url, client } = simulator;
    const personalAccessToken = simulator.personalAccessToken();
    console.log(simulatorGreeting({ url, client, personalAccessToken }));
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => void simulator.stop());
    if (process.env['npm_lifecycle_event'] === 'simulator')
      onParentGone(() => void simulator.stop());
  });

endOnClosedOutput();
try {
  await command.parseAsync();
} catch (error) {
  if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
  console.error('Something else answers on this port. Choose another one with --port.');
  process.exitCode = 1;
}

function whole(text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is no whole number.');
}
