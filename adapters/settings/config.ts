import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { type CalendlyConfig, calendlyConfig, calendlyProblems } from './calendly-config.ts';
import { Settings } from './settings.ts';

/** The settings are wrong. The message lists all problems, and what to do. */
export class ConfigInvalid extends Error {}

/** The settings of one process, in the form that the service's parts use. */
export type Config = Omit<
  Settings,
  | keyof CalendlyConfig
  | 'DRAIN_SECONDS'
  | 'HOST'
  | 'APP_URL'
  | 'DEFAULT_ORGANIZATION_ID'
  | 'CORS_ORIGINS'
> &
  CalendlyConfig & {
    production: boolean;
    DRAIN_SECONDS: number;
    HOST: string;
    APP_URL: string;
    DATA_DIR: string;
    CORS_ORIGINS: string[];
    /** Null when deliveries that no organization claims stay unrouted. */
    DEFAULT_ORGANIZATION_ID: string | null;
  };

/** The settings once the address of Calendly is known. */
export type ReachableConfig = Config & {
  [url in 'CALENDLY_AUTH_URL' | 'CALENDLY_API_URL']: string;
};

/**
 * Reads the settings. An empty value is unset; `NAME_FILE` reads the value from a file, such as a mounted secret.
 * @throws ConfigInvalid with all problems at once
 */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const values = valuesOf(environment);
  const parsed = Settings.safeParse(values);
  if (!parsed.success) throw new ConfigInvalid(allProblems(values, parsed.error).join('\n'));
  const settings = parsed.data;
  const problems = problemsTogether(settings);
  if (problems.length > 0) throw new ConfigInvalid(problems.join('\n'));

  const production = settings.NODE_ENV === 'production';
  const appUrl = (settings.APP_URL ?? `http://localhost:${settings.PORT}`).replace(/\/+$/, '');
  const organization = settings.DEFAULT_ORGANIZATION_ID ?? (production ? 'none' : 'demo');
  return {
    ...settings,
    ...calendlyConfig(settings, appUrl),
    production,
    DRAIN_SECONDS: settings.DRAIN_SECONDS ?? (production ? 10 : 0),
    HOST: settings.HOST ?? (production ? '0.0.0.0' : '127.0.0.1'),
    APP_URL: appUrl,
    DATA_DIR: resolve(settings.DATA_DIR),
    CORS_ORIGINS: settings.CORS_ORIGINS ?? [new URL(appUrl).origin],
    DEFAULT_ORGANIZATION_ID: organization === 'none' ? null : organization,
  };
}

function valuesOf(environment: NodeJS.ProcessEnv): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of Object.keys(Settings.shape)) {
    const file = environment[`${name}_FILE`];
    const value = environment[name] || (file ? readSecret(name, file) : '');
    if (value !== '') values[name] = value;
  }
  return values;
}

function readSecret(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trimEnd();
  } catch {
    throw new ConfigInvalid(
      `${name}_FILE names a file that cannot be read. Check its path and rights.`,
    );
  }
}

/** The problems of single settings, and of settings together. An invalid setting is not reported as missing too. */
function allProblems(values: Record<string, string>, { issues }: z.ZodError): string[] {
  const wrong = new Set(issues.map(({ path }) => String(path[0])));
  const others = Object.entries(values).filter(([name]) => !wrong.has(name));
  const { data } = Settings.safeParse(Object.fromEntries(others));
  const together = data === undefined ? [] : problemsTogether(data);
  return [
    ...issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    ...together.filter(
      (problem) => !(problem.match(/\b[A-Z_]+\b/g) ?? []).some((n) => wrong.has(n)),
    ),
  ];
}

/** The contradictions between settings that are each valid. */
function problemsTogether(settings: Settings): string[] {
  const production = settings.NODE_ENV === 'production';
  return [...(production ? productionProblems(settings) : []), ...calendlyProblems(settings)];
}

function productionProblems(settings: Settings): string[] {
  const problems: string[] = [];
  const need = (met: unknown, sentence: string) => met || problems.push(sentence);
  need(
    settings.DATABASE_URL?.startsWith('postgres'),
    'DATABASE_URL: set it to a PostgreSQL server; the embedded database does not survive a power cut',
  );
  need(settings.JWT_SECRET || settings.JWT_JWKS_URL, 'JWT_SECRET or JWT_JWKS_URL: set one of them');
  need(settings.JWT_ISSUER, 'JWT_ISSUER: set it, or set it to "any" to accept every issuer');
  need(settings.JWT_AUDIENCE, 'JWT_AUDIENCE: set it, or set it to "any" to accept every audience');
  return problems;
}
