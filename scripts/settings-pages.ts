import type { z } from 'zod';
import { readConfig } from '../adapters/settings/config.ts';
import { Settings, sections } from '../adapters/settings/settings.ts';

const start = '<!-- settings: written by npm run settings -->';
const end = '<!-- end of settings -->';

/** The page with the table of the settings' schema. The text around the table stays. */
export function settingsPage(page: string): string {
  const rows = Object.entries(Settings.shape).map(
    ([name, schema]) => `| \`${name}\` | ${defaultOf(name)} | ${descriptionOf(schema)} |`,
  );
  const table = ['| setting | default | what it is |', '|---|---|---|', ...rows].join('\n');
  return page.replace(new RegExp(`${start}.*${end}`, 's'), () => `${start}\n\n${table}\n\n${end}`);
}

/**
 * An `.env` to start from: first the settings that production needs, then the others, commented out, with their
 * defaults.
 */
export function envExample(): string {
  const required = Object.entries(Settings.shape).filter(([, schema]) => isForProduction(schema));
  const others = Object.entries(sections).map(([title, { shape }]) => {
    const entries = Object.entries(shape as Record<string, z.ZodType>);
    return sectionOf(
      title,
      entries.filter(([, schema]) => !isForProduction(schema)),
      (name) => {
        const value = defaultOf(name).replaceAll('`', '');
        return `# ${name}=${value === 'unset' ? '' : value}`;
      },
    );
  });
  const first = sectionOf('What production needs', required, (name) => `${name}=`);
  return [header, first, ...others].join('\n');
}

const header = `# Copy this to .env, and fill in what production needs. Written by npm run settings.
# NAME_FILE in place of NAME names a file that holds the value, such as a mounted secret.

# ── Docker Compose ──

# the password of the database that compose.yml starts, letters and digits only: openssl rand -hex 24
POSTGRES_PASSWORD=
`;

function sectionOf(
  title: string,
  entries: readonly [string, z.ZodType][],
  lineOf: (name: string) => string,
): string {
  const lines = entries.map(
    ([name, schema]) => `# ${plain(descriptionOf(schema))}\n${lineOf(name)}\n`,
  );
  return [`# ── ${title} ──\n`, ...lines].join('\n');
}

/** Without Markdown. */
function plain(text: string): string {
  return text.replaceAll('`', '').replace(/\[([^\]]+)\]\([^)]+\)/g, '$1');
}

function isForProduction(schema: z.ZodType): boolean {
  return schema.meta()?.['forProduction'] !== undefined;
}

function descriptionOf(schema: z.ZodType): string {
  return schema.description ?? '';
}

/** The default in a process without any setting. */
function defaultOf(name: string): string {
  if (['CALENDLY_WEBHOOK_SIGNING_KEY', 'TOKEN_ENCRYPTION_KEY', 'JWT_SECRET'].includes(name))
    return 'invented';
  if (name === 'DATA_DIR') return '`./.data`';
  const [, value] = Object.entries(readConfig({})).find(([key]) => key === name) ?? [];
  return value === undefined || value === null ? 'unset' : `\`${String(value)}\``;
}
