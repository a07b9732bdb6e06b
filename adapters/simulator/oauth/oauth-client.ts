import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { type Call, formOf } from '../http/call.ts';
import { OauthRefusal } from './oauth-refusal.ts';

/** An app of Calendly's developer console. A native one has no secret. A legacy one is older than scopes. */
export const OauthClient = z.object({
  id: z.string().min(1),
  secret: z.string().nullable(),
  name: z.string().default('Velvena'),
  /** Null accepts any HTTPS address and, for a sandbox app, any address of this machine. */
  redirectUris: z.array(z.string()).nullable().default(null),
  /** Signs the webhooks of subscriptions without a key of their own. */
  signingKey: z.string().min(1),
  legacy: z.boolean().default(false),
});
export type OauthClient = z.output<typeof OauthClient>;

/**
 * Authenticates a caller of the token endpoint: a web client by HTTP Basic, a native one by its id in the body
 * (Calendly's docs, "Get Access Token"). Older clients send id and secret as JSON, which is accepted too. Basic
 * credentials are not percent-decoded: which clients encode them is unknown.
 * @throws OauthRefusal invalid_client
 */
export function authenticate(call: Call, clients: readonly OauthClient[]): OauthClient {
  const form = formOf(call);
  const [id, secret] = basicCredentials(call) ?? [form?.get('client_id'), secretInJson(call, form)];
  const client = clients.find((one) => one.id === id);
  if (client === undefined || !isSame(client.secret, secret ?? null)) throw invalidClient();
  return client;
}

/** Revocation and introspection have id and secret in the form (Calendly's docs, "Revoke", "Introspect"). */
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

/** A secret in a form is not documented, and counts as wrong. */
function secretInJson({ headers }: Call, form: URLSearchParams | null): string | null {
  const isJson = headers['content-type']?.startsWith('application/json') === true;
  const secret = form?.get('client_secret') ?? null;
  return isJson || secret === null ? secret : '';
}

function isSame(expected: string | null, given: string | null): boolean {
  if (expected === null || given === null) return expected === given;
  const [one, other] = [Buffer.from(expected), Buffer.from(given)];
  return one.length === other.length && timingSafeEqual(one, other);
}
