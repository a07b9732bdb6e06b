import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { Command, Option } from 'commander';
import { runSimulation, type Traffic } from '../booking-sender/run-simulation.ts';
import { findSigningKey, NoSigningKey } from '../booking-sender/signing-key.ts';
import {
  address,
  atLeastOne,
  instant,
  positive,
  whole,
} from '../booking-sender/simulate-arguments.ts';
import { NotRemembered, SimulatedBookings } from '../booking-sender/simulated-bookings.ts';
import {
  NothingToSimulate,
  people,
  planBookings,
  planCancels,
  planNoShows,
  planReschedules,
  planRoutingForms,
} from '../booking-sender/simulation-plan.ts';
import { signatureHeader, signBodyBase64, signV1 } from '../calendly/sign-webhook.ts';
import type { SignatureScheme } from '../calendly/signature-header.ts';
import { endOnClosedOutput } from '../node/closed-output.ts';
import { shellWord } from '../wire/simulate-line.ts';

interface Target {
  url: string;
  key?: string;
}

interface WhoAndHow extends Target, Traffic {
  email: string;
  count: number;
}

try {
  process.loadEnvFile();
} catch {
  // Without a data folder the key comes from the environment alone.
}
const { env } = process;
const dataDir = env['DATA_DIR'] || './.data';
const program = new Command('simulate').description(
  'Sends signed webhooks to the running service, as Calendly would, and ends. ' +
    'For a Calendly that stays up and can be connected to, see npm run simulator.',
);

/** Failures that are no bug of the program. Their messages say what to do. */
const expected = [NothingToSimulate, NoSigningKey, NotRemembered];

const bookings = () => SimulatedBookings.open(dataDir);

simulating('book', 'a booking')
  .option('--name <name>', 'the invitee’s name; made from the e-mail address unless given')
  .option('--start <instant>', 'when the (first) meeting starts, ISO 8601', instant)
  .action(async (options: WhoAndHow & { name?: string; start?: Date }) => {
    const { name, start = null } = options;
    const steps = planBookings(people(options.email, options.count), {
      start,
      name,
      now: new Date(),
    });
    await run(steps, options);
  });

simulating(
  'cancel',
  'the cancellation of the booking last simulated for this e-mail address',
).action(async (options: WhoAndHow) => {
  await run(
    planCancels(people(options.email, options.count), await bookings(), new Date()),
    options,
  );
});

simulating('reschedule', 'the reschedule of the booking last simulated for this e-mail address')
  .option(
    '--start <instant>',
    'when the meeting starts instead, ISO 8601; a day later unless given',
    instant,
  )
  .action(async (options: WhoAndHow & { start?: Date }) => {
    const { start = null } = options;
    const emails = people(options.email, options.count);
    await run(planReschedules(emails, await bookings(), { start, now: new Date() }), options);
  });

simulating('no-show', 'the no-show mark on the booking last simulated for this e-mail address')
  .option('--clear', 'removes the mark')
  .action(async (options: WhoAndHow & { clear?: boolean }) => {
    const emails = people(options.email, options.count);
    const marked = options.clear !== true;
    await run(planNoShows(emails, await bookings(), { marked, now: new Date() }), options);
  });

simulating('routing-form', 'a filled-in routing form')
  .option('--booked', 'it led to the booking last simulated for this e-mail address')
  .action(async (options: WhoAndHow & { booked?: boolean }) => {
    const emails = people(options.email, options.count);
    const booked = options.booked === true;
    await run(planRoutingForms(emails, await bookings(), { booked, now: new Date() }), options);
  });

targeting(program.command('sign').description('Prints the curl line that sends a file, signed.'))
  .argument('<file>', 'the body')
  .addOption(
    new Option('--scheme <scheme>', 'how to sign')
      .choices(['v1', 'body-base64'])
      .default('body-base64'),
  )
  .action(async (file: string, options: Target & { scheme: SignatureScheme }) => {
    const body = await bodyIn(file);
    const key = await keyOf(options);
    const signature =
      options.scheme === 'v1' ? signV1(key, body, new Date()) : signBodyBase64(key, body);
    console.log(
      `curl -X POST ${shellWord(webhookUrl(options.url))} -H "Content-Type: application/json" ` +
        `-H "${signatureHeader}: ${signature}" --data-binary ${shellWord(`@${file}`)}`,
    );
  });

endOnClosedOutput();
try {
  await program.parseAsync();
} catch (error) {
  const isExpected = expected.some((kind) => error instanceof kind);
  console.error(isExpected || isFileError(error) ? (error as Error).message : error);
  process.exitCode = 1;
}

function simulating(name: string, what: string): Command {
  return targeting(program.command(name).description(`Simulates ${what}.`))
    .option('--email <address>', 'who', address, 'ada@example.com')
    .option(
      '--count <people>',
      'how many people: then also ada+2@example.com and so on',
      atLeastOne,
      1,
    )
    .option(
      '--rate <per second>',
      'how many people a second; as fast as it goes unless given',
      positive,
    )
    .option('--shuffle', 'sends in no order')
    .option('--duplicate <times>', 'sends every delivery so many times more', whole, 0);
}

function targeting(command: Command): Command {
  return command
    .option(
      '--url <url>',
      'the address of the service',
      `http://localhost:${env['PORT'] || '3000'}`,
    )
    .option('--key <key>', 'the key to sign with; the one of the service unless given');
}

async function run(steps: Parameters<typeof runSimulation>[0], options: WhoAndHow): Promise<void> {
  const key = await keyOf(options);
  const url = webhookUrl(options.url);
  const sign = (body: string) => ({ [signatureHeader]: signV1(key, body, new Date()) });
  const isDone = await runSimulation(steps, { ...options, sign, url }, await bookings());
  if (!isDone) process.exitCode = 1;
}

async function keyOf({ key }: Target): Promise<string> {
  return key ?? (await findSigningKey(env, dataDir));
}

/** A URL that already names a webhook, such as a connection's, is kept. */
function webhookUrl(url: string): string {
  return url.includes('/calendly/webhook') ? url : `${url.replace(/\/+$/, '')}/calendly/webhook`;
}

/** npm changes to the folder of the service. A relative file name is resolved from the folder where it was typed. */
async function bodyIn(file: string): Promise<Buffer> {
  const path = resolve(env['INIT_CWD'] ?? '.', file);
  try {
    return await readFile(path);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new NothingToSimulate(
      code === 'ENOENT' ? `There is no file ${path}.` : `${path} cannot be read: ${message}`,
    );
  }
}

function isFileError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}
