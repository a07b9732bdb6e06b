import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { expect, test } from '@jest/globals';
import { readConfig } from '../../adapters/settings/config.ts';
import { Settings } from '../../adapters/settings/settings.ts';
import { stagesOf } from './dockerfile.ts';

interface Service {
  container_name?: string;
  image: string;
  build?: string;
  environment: Record<string, string>;
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  volumes: string[];
}

interface Compose {
  services: Record<string, Service>;
  volumes: Record<string, unknown>;
}

const yaml = createRequire(import.meta.url)('js-yaml') as { load(text: string): unknown };
const text = read('compose.yml');
const { services, volumes } = yaml.load(text) as Compose;
const api = services['velvena-api'] as Service;
const settings = Object.keys(Settings.shape);

/** What somebody writes into a copy of `.env.example`. */
const filledIn = {
  POSTGRES_PASSWORD: 'c0ffee',
  APP_URL: 'https://crm.example',
  CALENDLY_WEBHOOK_SIGNING_KEY: 'a key',
  DEFAULT_ORGANIZATION_ID: 'acme',
  JWT_SECRET: 'a secret that is long enough, certainly',
  JWT_ISSUER: 'any',
  JWT_AUDIENCE: 'any',
};

test('every variable in compose.yml is a setting, or in .env.example', () => {
  const asked = [...text.matchAll(/\$\{([A-Z_]+)/g)].map(([, name = '']) => name);
  const example = Object.keys(parseEnv(read('.env.example')));

  expect(asked).toContain('APP_URL');
  expect(asked.filter((name) => ![...settings, ...example].includes(name))).toEqual([]);
  expect(Object.keys(api.environment).filter((name) => !settings.includes(name))).toEqual([]);
});

test('a filled-in .env.example is all that the service needs to start under compose.yml', () => {
  const env = { ...parseEnv(read('.env.example')), ...filledIn };

  const config = readConfig({ ...env, ...interpolated(api.environment, env) });

  expect(config).toMatchObject({
    production: true,
    PORT: 3000,
    HOST: '0.0.0.0',
    APP_URL: 'https://crm.example',
    CORS_ORIGINS: ['https://crm.example'],
    DATABASE_URL: 'postgresql://velvena:c0ffee@postgres:5432/velvena',
    TRUSTED_PROXIES: 1,
    LOG_FORMAT: 'pretty',
    DEFAULT_ORGANIZATION_ID: 'acme',
  });
  expect(interpolated(services['postgres']?.environment ?? {}, env)).toEqual({
    POSTGRES_USER: 'velvena',
    POSTGRES_PASSWORD: 'c0ffee',
    POSTGRES_DB: 'velvena',
  });
});

test('the logs are where the guide looks for them', () => {
  expect(api.container_name).toBe('velvena-api');
});

test('what waits for another to be healthy waits for one that can say so', () => {
  const checked = stagesOf(read('Dockerfile'))
    .at(-1)
    ?.instructions.some(({ word }) => word === 'HEALTHCHECK');
  const healthy = Object.entries(services)
    .filter(([, service]) => service.healthcheck ?? (service.build && checked))
    .map(([name]) => name);
  const awaited = Object.values(services).flatMap(({ depends_on = {} }) =>
    Object.entries(depends_on),
  );

  expect(awaited).toHaveLength(2);
  for (const [name, { condition }] of awaited) {
    expect({ name, condition }).toEqual({ name, condition: 'service_healthy' });
    expect(healthy).toContain(name);
  }
});

test('every image is of one version, and every volume has a name', () => {
  const images = Object.values(services).filter(({ build }) => build === undefined);
  for (const { image } of images) expect(image).toMatch(/:\d+\.\d+/);

  const mounted = Object.values(services).flatMap((service) => service.volumes);
  const named = mounted
    .map((mount) => mount.split(':')[0] ?? '')
    .filter((name) => !name.startsWith('.'));
  expect(named.toSorted()).toEqual(Object.keys(volumes).toSorted());
});

test('the web server sends what comes for APP_URL to the service', () => {
  const caddyfile = read('Caddyfile');
  const given = Object.keys(services['caddy']?.environment ?? {});

  expect([...caddyfile.matchAll(/\{\$([A-Z_]+)\}/g)].map(([, name]) => name)).toEqual(given);
  expect(/reverse_proxy (\S+)/.exec(caddyfile)?.[1]).toBe(`velvena-api:${api.environment['PORT']}`);
});

test.each(['docs/operations.md', 'docs/guide.md', 'docs/fr/guide.md'])(
  'the commands of Docker in %s name what there is',
  (file) => {
    const page = read(file);
    const inside =
      /docker compose (?:exec|run|stop|start)(?: --?[\w-]+)* ([\w-]+)(?: node ([\w./-]+\.ts))?/g;
    const named = [...page.matchAll(inside)];
    const programs = named.flatMap(([, , program]) => program ?? []);

    expect(programs).toContain('adapters/main.ts');
    for (const [, service = ''] of named) expect(Object.keys(services)).toContain(service);
    for (const program of programs) expect(read(program)).not.toBe('');
    expect(page).toContain(`docker logs -f ${api.container_name}`);
  },
);

test('a backup is of the database that there is', () => {
  const page = read('docs/operations.md');
  const { POSTGRES_USER: user, POSTGRES_DB: db } = services['postgres']?.environment ?? {};

  expect(new Set(page.match(/--username=\w+/g))).toEqual(new Set([`--username=${user}`]));
  expect(page).toContain(`--dbname=${db} `);
});

/** With `${NAME}`, `${NAME:-default}` and `${NAME:?why}` put in. */
function interpolated(
  values: Record<string, string>,
  env: Record<string, string | undefined>,
): Record<string, string> {
  const put = (value: string) =>
    value.replace(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_, name: string, kind, word: string) => {
      const given = env[name];
      if (given) return given;
      if (kind === '-') return word;
      throw new RangeError(`${name}: ${word}`);
    });
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, put(value)]));
}

function read(file: string): string {
  return readFileSync(join(import.meta.dirname, '../..', file), 'utf8');
}
