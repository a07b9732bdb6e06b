import { z } from 'zod';
import { bounds } from '../../src/domain/bounds.ts';
import { isIdentifierText } from '../../src/domain/identifier-text.ts';
import { languages } from '../../src/domain/note-texts.ts';
import { wholeNumber } from '../wire/whole-number.ts';

/**
 * Every setting: its values, its default and its purpose. The table in docs/configuration.md and .env.example are
 * printed from here (npm run settings). `secret` keeps a value out of `--check-config`. `forProduction` is `required`
 * where production does not start without it (or its substitute), and `advised` where production is of little use
 * without it.
 */

const port = wholeNumber(0, 65535);

/** A number of days, at least `fewest`. A hundred years count as for ever. */
const days = (fewest: number) => wholeNumber(fewest, 36_500);

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

/** In the form of browsers: lower case, without a slash at the end or a default port. */
const origins = list
  .refine(
    (items) => items.every((item) => /^[a-z][a-z\d+.-]*:\/\/[^\s/?#@]+\/?$/i.test(item)),
    'each must be an origin, such as https://crm.example',
  )
  .transform((items) => items.map(originOf));

function originOf(text: string): string {
  const origin = URL.canParse(text) ? new URL(text).origin : 'null';
  // URL gives no origin for a scheme that is not the web's, such as an app's own.
  return origin === 'null' ? text.replace(/\/$/, '') : origin;
}

const timeZone = z.string().refine((zone) => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}, 'must be an IANA time zone, such as Europe/Paris');

const organization = z
  .string()
  .refine(
    (id) => isIdentifierText(id, bounds.organizationId.value),
    `must be 1 to ${bounds.organizationId.value} characters, without control characters`,
  );

const encryptionKeys = list.refine(
  (keys) =>
    keys.every((key) => /^[\w+/-]+=*$/.test(key) && Buffer.from(key, 'base64').length === 32),
  'each key must be 32 bytes in base64: openssl rand -base64 32',
);

/** Standard Webhooks, "Signature scheme": base64 of 24 to 64 bytes after `whsec_`. */
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
  DRAIN_SECONDS: wholeNumber(0, 600)
    .optional()
    .describe(
      'how long a stopping service keeps serving, while `/readyz` answers 503 so that load balancers notice; unset: `10` in production, else `0`',
    ),
  METRICS_PORT: port
    .optional()
    .describe('the port where Prometheus reads `/metrics`; unset: none. `0` takes any free port'),
  METRICS_HOST: z
    .string()
    .default('127.0.0.1')
    .describe(
      'the address of that port. The metrics hold no personal data, but they are not for the internet',
    ),
  APP_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .meta({
      description: 'the public address of the service; follows `PORT`',
      forProduction: 'advised',
    }),
  TRUSTED_PROXIES: wholeNumber(0, 10)
    .default(0)
    .describe(
      'the number of proxies in front that append to `X-Forwarded-For`, 0 to 10. With `0` the header is ignored, and all clients behind a proxy count as one address. With too high a number, clients can forge their address',
    ),
  CORS_ORIGINS: origins
    .optional()
    .describe(
      'pages that may call the API and open a socket, with commas; follows `APP_URL`. In development all names of the loopback address count as the same',
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
      'how long scheduled events are kept after the end of the meeting, at least 90; see [operations](operations.md#retention)',
    ),
  DELIVERY_RETENTION_DAYS: days(1)
    .default(30)
    .describe('how long the raw bodies of applied and ignored webhooks are kept'),
  UNDECIDED_RETENTION_DAYS: days(1)
    .default(180)
    .describe(
      'how long the raw bodies of webhooks that wait for a person are kept (dead, quarantined, unrouted); at most 1 GiB per organization, the oldest are removed first',
    ),
  AUDIT_RETENTION_DAYS: days(1)
    .default(400)
    .describe('how long the audit keeps who did what, and why'),
  EVENT_RETENTION_DAYS: days(1)
    .default(90)
    .describe('how long the event log is kept. A browser that was away for longer has to reload'),
});

const calendly = z.object({
  CALENDLY_CLIENT_ID: z.string().optional().meta({
    description: 'the client id of the OAuth application that connects Calendly accounts',
    forProduction: 'advised',
  }),
  CALENDLY_CLIENT_SECRET: z.string().optional().meta({
    description: 'the secret of that application, which Calendly shows once',
    secret: true,
    forProduction: 'advised',
  }),
  CALENDLY_REDIRECT_URI: httpUrl
    .optional()
    .describe('the redirect URI of that application, to the letter; follows `APP_URL`'),
  CALENDLY_ENVIRONMENT: z
    .enum(['production', 'sandbox', 'simulator'])
    .optional()
    .describe(
      'the kind of that application: `production` or `sandbox`. `simulator` is a Calendly on this machine, for development only; it is the default there without an application',
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
      "the share of Calendly's rate limit that reading in bulk may use, 0.05 to 1. The rest is for other applications of the same user",
    ),
  CALENDLY_WATCH: z
    .enum(['on', 'off'])
    .default('on')
    .describe('`on` checks every few minutes that Calendly still sends webhooks; `off` does not'),
  TOKEN_ENCRYPTION_KEY: encryptionKeys.optional().meta({
    description:
      'the key that encrypts stored tokens and signing keys: 32 bytes in base64. Several with commas: the first encrypts, all decrypt; after `npm run reencrypt` the others are no longer needed',
    secret: true,
    forProduction: 'advised',
  }),
  CALENDLY_WEBHOOK_SIGNING_KEY: list.optional().meta({
    description:
      'the key of the webhook subscription. Several with commas: all are valid, so that a change of keys can overlap',
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
  DEFAULT_ORGANIZATION_ID: organization.optional().meta({
    description:
      'the organization of deliveries that no connection claims; in production unset; `none` switches it off',
    forProduction: 'advised',
  }),
});

const alerts = z.object({
  ALERT_WEBHOOK_URL: httpUrl.optional().meta({
    description:
      'the address that gets an alert when a connection to Calendly breaks or works again, as a [Standard Webhook](https://www.standardwebhooks.com)',
    secretPath: true,
  }),
  ALERT_WEBHOOK_SECRET: alertSecret.optional().meta({
    description: 'the key that signs alerts: `whsec_` and 24 to 64 bytes in base64',
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
      'the address of the key set that verifies tokens (RS256, PS256, ES256, EdDSA). `JWT_SECRET` takes precedence',
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
    .enum(languages)
    .default('fr')
    .describe(
      'the language of notes, of problems in `GET /calendly/status` and of `npm run doctor`: `fr` or `en`',
    ),
  TIME_ZONE: timeZone
    .default('Europe/Paris')
    .describe('the time zone of dates in notes, and of the nightly jobs'),
  LOG_LEVEL: z
    .enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'])
    .default('info')
    .describe('`trace`, `debug`, `info`, `warn`, `error`, `fatal` or `silent`'),
  LOG_FORMAT: z
    .enum(['pretty', 'json'])
    .optional()
    .describe('`pretty` or `json`; unset is `pretty` on a terminal, else `json`'),
});

/** The settings by subject. */
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
