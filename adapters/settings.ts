import { z } from 'zod';
import { wholeNumber } from './wire/whole-number.ts';

/*
 * Every setting: what it may be, what it is by default, and what it is for. The table in docs/configuration.md and
 * .env.example are printed from here (npm run settings).
 *
 * `secret` keeps a value out of what is shown. `forProduction` is `required` where production does not start without it
 * (or what stands in for it), `advised` where it is of little use without.
 */

const port = wholeNumber(0, 65535);

/** So many days or more. A hundred years are as good as for ever. */
const days = (fewest: number) => wholeNumber(fewest, 36_500);

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

/** As browsers send them: in lower case, without a slash at the end or a port that goes without saying. */
const origins = list
  .refine(
    (items) => items.every((item) => /^[a-z][a-z\d+.-]*:\/\/[^\s/?#@]+\/?$/i.test(item)),
    'each must be an origin, such as https://crm.example',
  )
  .transform((items) => items.map(originOf));

function originOf(text: string): string {
  const origin = URL.canParse(text) ? new URL(text).origin : 'null';
  // Of a scheme that is not the web's, such as an app's own, URL knows no origin.
  return origin === 'null' ? text.replace(/\/$/, '') : origin;
}

const timeZone = z.string().refine((zone) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}, 'must be an IANA time zone, such as Europe/Paris');

const encryptionKeys = list.refine(
  (keys) =>
    keys.every((key) => /^[\w+/-]+=*$/.test(key) && Buffer.from(key, 'base64').length === 32),
  'each key must be 32 bytes in base64: openssl rand -base64 32',
);

/** Standard Webhooks, "Signature scheme": base64 of 24 to 64 bytes behind `whsec_`. */
const alertSecret = z.string().refine((secret) => {
  const bytes = Buffer.from(secret.replace(/^whsec_/, ''), 'base64').length;
  return /^(whsec_)?[A-Za-z0-9+/]+=*$/.test(secret) && bytes >= 24 && bytes <= 64;
}, 'must be whsec_ and 24 to 64 bytes in base64: echo "whsec_$(openssl rand -base64 32)"');

const rateShare = 'must be a number from 0.05 to 1';

const httpUrl = z.url({ protocol: /^https?$/ });

const serving = z.object({
  NODE_ENV: z
    .enum(['development', 'production', 'test'])
    .default('development')
    .describe('`development`, `production` or `test`'),
  PORT: port.default(3000).describe('where the service listens; `0` takes any free port'),
  HOST: z.string().optional().describe('in production `0.0.0.0`'),
  METRICS_PORT: port
    .optional()
    .describe(
      'where Prometheus reads `/metrics`, on a port of its own; unset: nowhere. `0` takes any free port',
    ),
  METRICS_HOST: z
    .string()
    .default('127.0.0.1')
    .describe(
      'the address of that port. The metrics name nobody, but they are not for the internet',
    ),
  APP_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      description: 'where the service is for others; follows `PORT`',
      forProduction: 'advised',
    }),
  TRUSTED_PROXIES: wholeNumber(0, 10)
    .default(0)
    .describe(
      'how many proxies in front append to `X-Forwarded-For`, 0 to 10. With `0` nobody is believed, and behind a proxy all clients count as one address; with more than there are, anybody can pretend to be anybody',
    ),
  CORS_ORIGINS: origins
    .optional()
    .describe(
      'pages that may call the API and open a socket, with commas; follows `APP_URL`. In development the names of the loopback stand for each other',
    ),
});

const storage = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/|^memory:$/, 'must be postgresql://… or memory:')
    .optional()
    .meta({
      description:
        'unset: the embedded database in `DATA_DIR`. `postgresql://…`: a server. `memory:` keeps nothing when the process ends',
      secret: true,
      forProduction: 'required',
    }),
  DATA_DIR: z
    .string()
    .default('./.data')
    .describe(
      'the embedded database, and the secrets invented for development (mode 0600). One process at a time',
    ),
  RETENTION_DAYS: days(90)
    .default(90)
    .describe(
      'how long scheduled events are kept after the meeting ended, at least 90; see [operations](operations.md#retention)',
    ),
  DELIVERY_RETENTION_DAYS: days(1)
    .default(30)
    .describe('how long the raw bodies of webhooks that were applied or ignored are kept'),
  EVENT_RETENTION_DAYS: days(1)
    .default(90)
    .describe('how long the event log is kept: how far back a browser that was away can catch up'),
});

const calendly = z.object({
  CALENDLY_CLIENT_ID: z.string().optional().meta({
    description: 'of the OAuth application that people connect their Calendly with',
    forProduction: 'advised',
  }),
  CALENDLY_CLIENT_SECRET: z.string().optional().meta({
    description: 'its secret, which Calendly shows once',
    secret: true,
    forProduction: 'advised',
  }),
  CALENDLY_REDIRECT_URI: httpUrl
    .optional()
    .describe('where Calendly sends people back to, as the application has it; follows `APP_URL`'),
  CALENDLY_ENVIRONMENT: z
    .enum(['production', 'sandbox', 'simulator'])
    .optional()
    .describe(
      'what kind of application that is: `production` or `sandbox`. `simulator` is a Calendly on this machine, for development only, and what is used there without an application',
    ),
  CALENDLY_AUTH_URL: httpUrl
    .optional()
    .describe("Calendly's, `https://auth.calendly.com`; with the simulator its own"),
  CALENDLY_API_URL: httpUrl
    .optional()
    .describe("Calendly's, `https://api.calendly.com`; with the simulator its own"),
  CALENDLY_RATE_SHARE: z.coerce
    .number({ error: rateShare })
    .min(0.05, { error: rateShare })
    .max(1, { error: rateShare })
    .default(0.8)
    .describe(
      "how much of Calendly's rate limit reading in bulk may use, 0.05 to 1. The rest is for other applications of the same people",
    ),
  CALENDLY_WATCH: z
    .enum(['on', 'off'])
    .default('on')
    .describe('`on` checks every few minutes that Calendly still sends webhooks; `off` does not'),
  TOKEN_ENCRYPTION_KEY: encryptionKeys.optional().meta({
    description:
      'what tokens and signing keys are kept encrypted with: 32 bytes in base64. Several with commas: the first encrypts, all decrypt, and `npm run reencrypt` makes the others dispensable',
    secret: true,
    forProduction: 'advised',
  }),
  CALENDLY_WEBHOOK_SIGNING_KEY: list.optional().meta({
    description:
      'the key of the webhook subscription. Several with commas: all are live, so that a change of keys can overlap',
    secret: true,
    forProduction: 'required',
  }),
  CALENDLY_WEBHOOK_TOLERANCE_SECONDS: wholeNumber(1)
    .default(90_000)
    .describe(
      'how far from now a webhook may have been signed and still be applied (25 hours, as Calendly tries again for 24)',
    ),
  CALENDLY_WEBHOOK_SCHEMES: list
    .pipe(z.array(z.enum(['v1', 'body-base64'])).min(1))
    .default(['v1', 'body-base64'])
    .describe(
      'which signatures are accepted; see [decision 7](decisions/0007-both-signature-schemes.md)',
    ),
  DEFAULT_ORGANIZATION_ID: z.string().max(200).optional().meta({
    description: 'whose the deliveries are; in production unset; `none` switches it off',
    forProduction: 'advised',
  }),
});

const alerts = z.object({
  ALERT_WEBHOOK_URL: httpUrl
    .optional()
    .describe(
      'where to post that a connection to Calendly broke, or works again, as a [Standard Webhook](https://www.standardwebhooks.com)',
    ),
  ALERT_WEBHOOK_SECRET: alertSecret.optional().meta({
    description: 'what those are signed with: `whsec_` and 24 to 64 bytes in base64',
    secret: true,
  }),
});

const tokens = z.object({
  JWT_SECRET: z
    .string()
    .refine((secret) => Buffer.byteLength(secret) >= 32, 'must be at least 32 bytes long')
    .optional()
    .meta({
      description: 'at least 32 bytes; tokens are HS256',
      secret: true,
      forProduction: 'required',
    }),
  JWT_JWKS_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe(
      'the key set of those who sign tokens (RS256, PS256, ES256, EdDSA). `JWT_SECRET` goes before it',
    ),
  JWT_ISSUER: z
    .string()
    .optional()
    .meta({ description: 'checked when set; `any` is not checked', forProduction: 'required' }),
  JWT_AUDIENCE: z
    .string()
    .optional()
    .meta({ description: 'checked when set; `any` is not checked', forProduction: 'required' }),
  JWT_TYP: z
    .string()
    .optional()
    .describe('the one token type to accept; unset accepts none, `JWT` and `at+jwt`'),
  JWT_ORGANIZATION_CLAIM: z
    .string()
    .default('org')
    .describe('the claim that names the organization'),
  JWT_ROLE_CLAIM: z
    .string()
    .default('role')
    .describe('the claim that names the role: `admin`; anything else is a member'),
});

const limits = z.object({
  API_REQUESTS_PER_SECOND: wholeNumber(1)
    .default(200)
    .describe(
      'how many requests a token may make to the API, over five seconds; beyond that `429`',
    ),
  SOCKETS_PER_PERSON: wholeNumber(1)
    .default(800)
    .describe('how many sockets a person may keep open on a process'),
  SOCKETS_PER_ORGANIZATION: wholeNumber(1)
    .default(5000)
    .describe('how many sockets an organization may keep open on a process'),
});

const words = z.object({
  LOCALE: z
    .enum(['fr', 'en'])
    .default('fr')
    .describe(
      'the language of notes, of problems in `GET /calendly/status` and of `npm run doctor`: `fr` or `en`',
    ),
  TIME_ZONE: timeZone
    .default('Europe/Paris')
    .describe('the time zone of dates in notes, and of what is done at night'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('`trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`'),
  LOG_FORMAT: z
    .enum(['pretty', 'json'])
    .optional()
    .describe('`pretty` or `json`; unset is `pretty` on a terminal, else `json`'),
});

/** The settings by what they are about. */
export const sections = {
  'Where it serves': serving,
  'Where it keeps things': storage,
  Calendly: calendly,
  Alerts: alerts,
  Tokens: tokens,
  Limits: limits,
  'Notes and logs': words,
};

export const Settings = z.object({
  ...serving.shape,
  ...storage.shape,
  ...calendly.shape,
  ...alerts.shape,
  ...tokens.shape,
  ...limits.shape,
  ...words.shape,
});

export type Settings = z.infer<typeof Settings>;
