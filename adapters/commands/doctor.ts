import { Command, InvalidArgumentError } from 'commander';
import { organizationId } from '../../src/domain/organization-id.ts';
import { signatureHeader, signBodyBase64, signV1 } from '../calendly/sign-webhook.ts';
import { captureDeliveries } from '../doctor/capture-deliveries.ts';
import type { Verdict } from '../doctor/examination.ts';
import { examine, type Line } from '../doctor/examine.ts';
import { printLine, printSum } from '../doctor/print-line.ts';
import { doctorLanguage, type Surroundings } from '../doctor/surroundings.ts';
import { signToken } from '../jose/sign-token.ts';
import type { Config } from '../settings/config.ts';
import { loadConfig } from '../settings/load-config.ts';
import { runCommand } from './run-command.ts';

interface Options {
  token?: string;
  org?: string;
  capture?: true;
  out: string;
  last: number;
}

const tokenLifetimeSeconds = 600;

const command = new Command('npm run doctor --')
  .description('Examines the running service and its connections to Calendly, and says what to do.')
  .option('--token <token>', 'a token of an administrator; made with JWT_SECRET unless given')
  .option('--org <id>', 'the organization; DEFAULT_ORGANIZATION_ID unless given', organization)
  .option('--capture', 'also stores the last deliveries, without personal data, and compares them')
  .option('--out <folder>', 'where to store them', './captured-deliveries')
  .option('--last <n>', 'how many', count, 50)
  .action(async (options: Options) => {
    const config = loadConfig();
    const around = await surroundings(config, options);
    const verdicts: Verdict[] = [];
    const show = (line: Line) => {
      if ('verdict' in line) verdicts.push(line.verdict);
      console.log(printLine(line, around.language));
    };
    const examining = examine(around);
    let step = await examining.next();
    for (; step.done !== true; step = await examining.next()) show(step.value);
    if (options.capture) {
      for (const line of await captureDeliveries(step.value, around, options)) show(line);
    }
    console.log(printSum(verdicts, around.language));
    process.exitCode = verdicts.includes('bad') ? 1 : 0;
  });

await runCommand(command);

async function surroundings(config: Config, options: Options): Promise<Surroundings> {
  const isV1 = config.CALENDLY_WEBHOOK_SCHEMES.includes('v1');
  return {
    language: doctorLanguage(config.LOCALE),
    appUrl: config.APP_URL,
    localUrl: localUrl(config),
    isSimulated: config.CALENDLY_ENVIRONMENT === 'simulator',
    calendlyApiUrl: config.CALENDLY_API_URL ?? null,
    signingKeys: config.CALENDLY_WEBHOOK_SIGNING_KEY ?? [],
    sign: (key, body) => (isV1 ? signV1(key, body, new Date()) : signBodyBase64(key, body)),
    signatureHeader,
    toleranceSeconds: config.CALENDLY_WEBHOOK_TOLERANCE_SECONDS,
    token: options.token ?? (await ownToken(config, options.org ?? config.DEFAULT_ORGANIZATION_ID)),
  };
}

/**
 * An administrator's token for ten minutes, in production too: a person who can read the secret could make one anyway.
 */
async function ownToken(config: Config, organizationId: string | null): Promise<string | null> {
  if (config.JWT_SECRET === undefined || organizationId === null) return null;
  return signToken(config.JWT_SECRET, {
    subject: 'doctor',
    organizationId,
    role: 'admin',
    lifetimeSeconds: tokenLifetimeSeconds,
    issuer: config.JWT_ISSUER,
    audience: config.JWT_AUDIENCE,
    organizationClaim: config.JWT_ORGANIZATION_CLAIM,
    roleClaim: config.JWT_ROLE_CLAIM,
  });
}

function localUrl({ HOST, PORT }: Config): string {
  const everywhere: Record<string, string> = { '0.0.0.0': '127.0.0.1', '::': '::1' };
  const host = everywhere[HOST] ?? HOST;
  return `http://${host.includes(':') ? `[${host}]` : host}:${PORT}`;
}

function organization(text: string): string {
  try {
    return organizationId(text);
  } catch (error) {
    throw new InvalidArgumentError((error as RangeError).message);
  }
}

function count(text: string): number {
  const number = Number(text);
  if (/^\d{1,4}$/.test(text) && number > 0) return number;
  throw new InvalidArgumentError('must be a number from 1 to 9999');
}
