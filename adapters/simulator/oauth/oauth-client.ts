import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type Call, formOf } from '../http/call.ts';
import { OauthRefusal } from './oauth-refusal.ts';

/** An app of Calendly's developer console. A native one has no secret; a legacy one is from before scopes. */
export const OauthClient = z.object({
  id: z.string().min(1),
  secret: z.string().nullable(),
  name: z.string().default('Velvena'),
  /** Null takes any HTTPS address and, as a sandbox app may have, any on this machine. */
  redirectUris: z.array(z.string()).nullable().default(null),
  /** Signs the webhooks of subscriptions that bring no key of their own. */
  signingKey: z.string().min(1),
  legacy: z.boolean().default(false),
});
export type OauthClient = z.output<typeof OauthClient>;

/**
 * Who calls the token endpoint: web clients by HTTP Basic, native ones by their id in the body (Calendly's docs, "Get
 * Access Token"). Older clients send id and secret as JSON, which works too. Basic credentials are taken as they come:
 * whoever percent-encodes them is not known.
 * @throws OauthRefusal invalid_client
 */
export function authenticate(call: Call, clients: readonly OauthClient[]): OauthClient {
  const form = formOf(call);
  const [id, secret] = basicCredentials(call) ?? [form?.get('client_id'), secretInJson(call, form)];
  const client = clients.find((one) => one.id === id);
  if (client === undefined || !isSame(client.secret, secret ?? null)) throw invalidClient();
  return client;
}

/** Revoking and introspecting take id and secret in the form (Calendly's docs, "Revoke", "Introspect"). */
export function authenticateByForm(
  form: URLSearchParams,
  clients: readonly OauthClient[],
): OauthClient | null {
  const client = clients.find(({ id }) => id === form.get('client_id'));
  return client && isSame(client.secret, form.get('client_secret')) ? client : null;
}

export function invalidClient(): OauthRefusal {
  return new OauthRefusal(
    401,
    'invalid_client',
    'Client authentication failed due to unknown client, no client authentication included, or unsupported authentication method.',
  );
}

function basicCredentials({ headers }: Call): [string, string] | null {
  const [, encoded] = /^Basic ([\w+/=-]+)$/i.exec(headers.authorization ?? '') ?? [];
  if (encoded === undefined) return null;
  const [id = '', ...secret] = Buffer.from(encoded, 'base64').toString().split(':');
  return [id, secret.join(':')];
}

/** A secret in a form is not documented, and does not count. */
function secretInJson({ headers }: Call, form: URLSearchParams | null): string | null {
  const isJson = headers['content-type']?.startsWith('application/json') === true;
  const told = form?.get('client_secret') ?? null;
  return isJson || told === null ? told : '';
}

function isSame(expected: string | null, told: string | null): boolean {
  if (expected === null || told === null) return expected === told;
  const [one, other] = [Buffer.from(expected), Buffer.from(told)];
  return one.length === other.length && timingSafeEqual(one, other);
}
