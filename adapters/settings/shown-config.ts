import type { Config } from './config.ts';
import { Settings } from './settings.ts';

const mask = '********';

/** The settings as a process uses them, one per line, for a person to check. A secret is shown only as set. */
export function shownConfig(config: Config): string {
  const values = new Map(Object.entries(config));
  return Object.entries(Settings.shape)
    .map(([name, schema]) => {
      const meta = schema.meta() ?? {};
      const secrecy = { isSecret: meta['secret'] === true, hidesPath: meta['secretPath'] === true };
      return `${name}=${shown(values.get(name), secrecy)}`;
    })
    .join('\n');
}

interface Secrecy {
  /** The value is not shown, unless it is a database's address. */
  isSecret: boolean;
  /** The part after the host is not shown: the path allows its reader to post there. */
  hidesPath: boolean;
}

function shown(value: Config[keyof Config], secrecy: Secrecy): string {
  if (value === undefined || value === null) return '';
  if (Array.isArray(value)) return value.map((each) => shown(each, secrecy)).join(',');
  const text = String(value);
  // Only a database's address is shown of a secret. Other secrets may look like an address: a key can be any text.
  if (secrecy.isSecret && !/^postgres(ql)?:\/\//.test(text)) return mask;
  return /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? withoutSecrets(text, secrecy) : text;
}

/** The parameters of a database's address that are not secret (libpq, "Parameter Key Words"). */
const openParameters = new Set([
  'application_name',
  'connect_timeout',
  'dbname',
  'host',
  'port',
  'sslcert',
  'sslmode',
  'sslrootcert',
  'target_session_attrs',
  'user',
]);

/** A part longer than a name is taken for a key, as in the addresses of chats' incoming webhooks. */
const longestName = 19;

/** An address may hold a secret anywhere except in its host: a password, a key in the path, a parameter. */
function withoutSecrets(text: string, { hidesPath }: Pick<Secrecy, 'hidesPath'>): string {
  if (!URL.canParse(text)) return mask;
  const url = new URL(text);
  const isDatabase = /^postgres(ql)?:$/.test(url.protocol);
  if (url.password !== '') url.password = mask;
  // A key without a password stands in place of the user.
  else if (url.username !== '' && !isDatabase) url.username = mask;
  for (const name of new Set(url.searchParams.keys())) {
    if (!openParameters.has(name)) url.searchParams.set(name, mask);
  }
  if (url.hash !== '') url.hash = mask;
  const segments = url.pathname.split('/');
  const isKey = (segment: string) => segment !== '' && (hidesPath || segment.length > longestName);
  url.pathname = segments.map((segment) => (isKey(segment) ? mask : segment)).join('/');
  // An address without secrets is shown as it was written.
  return url.href === new URL(text).href ? text : url.href;
}
