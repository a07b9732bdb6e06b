import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readConfig } from '../../adapters/settings/config.ts';
import { withSecrets } from '../../adapters/settings/load-config.ts';

const key = Buffer.alloc(32, 7).toString('base64');
const application = {
  CALENDLY_CLIENT_ID: 'an id',
  CALENDLY_CLIENT_SECRET: 'a secret',
  TOKEN_ENCRYPTION_KEY: key,
};
const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgresql://db.example/velvena',
  JWT_SECRET: 'a secret that is long enough, certainly',
  JWT_ISSUER: 'any',
  JWT_AUDIENCE: 'any',
};

describe('which Calendly the service talks to', () => {
  test('is one of its own in development, until there is an application', () => {
    expect(readConfig({})).toMatchObject({
      CALENDLY_ENVIRONMENT: 'simulator',
      CALENDLY_REDIRECT_URI: 'http://localhost:3000/auth/calendly/callback',
      CALENDLY_API_URL: undefined,
      CALENDLY_AUTH_URL: undefined,
    });
    expect(readConfig({ ...application, APP_URL: 'https://crm.example/' })).toMatchObject({
      CALENDLY_ENVIRONMENT: 'production',
      CALENDLY_REDIRECT_URI: 'https://crm.example/auth/calendly/callback',
      CALENDLY_API_URL: 'https://api.calendly.com',
      CALENDLY_AUTH_URL: 'https://auth.calendly.com',
    });
  });

  test('is the one that is named', () => {
    const simulator = { CALENDLY_API_URL: 'http://127.0.0.1:4000/' };

    expect(readConfig(simulator).CALENDLY_API_URL).toBe('http://127.0.0.1:4000');
    expect(readConfig({ CALENDLY_ENVIRONMENT: 'production' }).CALENDLY_API_URL).toBe(
      'https://api.calendly.com',
    );
  });
});

describe('production starts', () => {
  test('with a signing key, or with an application and a key to keep its tokens', () => {
    expect(() => readConfig({ ...production, ...application })).not.toThrow();
    expect(() =>
      readConfig({ ...production, CALENDLY_WEBHOOK_SIGNING_KEY: 'a key' }),
    ).not.toThrow();
    expect(() => readConfig(production)).toThrow(
      /^CALENDLY_WEBHOOK_SIGNING_KEY, or CALENDLY_CLIENT_ID/,
    );
    expect(() => readConfig({ ...production, ...application, TOKEN_ENCRYPTION_KEY: '' })).toThrow(
      /^TOKEN_ENCRYPTION_KEY: .*openssl/,
    );
  });

  test('with no simulator, and sends no token in the clear', () => {
    const start = (settings: object) => () =>
      readConfig({ ...production, ...application, ...settings });

    expect(start({ CALENDLY_ENVIRONMENT: 'simulator' })).toThrow(/^CALENDLY_ENVIRONMENT: /);
    expect(start({ CALENDLY_API_URL: 'http://api.example' })).toThrow(/^CALENDLY_API_URL: /);
    expect(start({ CALENDLY_AUTH_URL: 'http://api.example' })).toThrow(/^CALENDLY_AUTH_URL: /);
    expect(start({ CALENDLY_API_URL: 'http://127.0.0.1:4000' })).not.toThrow();
  });
});

test.each([
  [{ CALENDLY_CLIENT_ID: 'an id' }, /^CALENDLY_CLIENT_SECRET: /],
  [{ CALENDLY_CLIENT_SECRET: 'a secret' }, /^CALENDLY_CLIENT_ID: /],
  [{ CALENDLY_RATE_SHARE: '2' }, /^CALENDLY_RATE_SHARE: /],
  [{ CALENDLY_WATCH: 'maybe' }, /^CALENDLY_WATCH: /],
  [{ CALENDLY_API_URL: 'ftp://api.example' }, /^CALENDLY_API_URL: /],
  [{ TOKEN_ENCRYPTION_KEY: 'too short' }, /^TOKEN_ENCRYPTION_KEY: .*32 bytes/],
  [{ TOKEN_ENCRYPTION_KEY: `${key},${key.slice(4)}` }, /^TOKEN_ENCRYPTION_KEY: /],
  [{ ALERT_WEBHOOK_URL: 'https://alerts.example' }, /^ALERT_WEBHOOK_SECRET: /],
  [{ ALERT_WEBHOOK_SECRET: 'whsec_c2hvcnQ=' }, /^ALERT_WEBHOOK_SECRET: /],
])('%j is refused with words', (settings, words) => {
  expect(() => readConfig(settings)).toThrow(words);
});

describe('the key that a developer did not set', () => {
  let dataDir: string;
  beforeAll(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'secrets-'));
  });
  afterAll(() => rmSync(dataDir, { recursive: true }));

  test('is invented beside the secrets that were kept before, and stays', () => {
    const kept = { jwtSecret: 'x'.repeat(32), webhookSigningKey: 'y' };
    writeFileSync(join(dataDir, 'development-secrets.json'), JSON.stringify(kept));

    const first = withSecrets(readConfig({ DATA_DIR: dataDir }));
    const again = withSecrets(readConfig({ DATA_DIR: dataDir }));

    expect(first).toMatchObject({
      JWT_SECRET: kept.jwtSecret,
      CALENDLY_WEBHOOK_SIGNING_KEY: ['y'],
    });
    expect(Buffer.from(first.TOKEN_ENCRYPTION_KEY?.[0] ?? '', 'base64')).toHaveLength(32);
    expect(again.TOKEN_ENCRYPTION_KEY).toEqual(first.TOKEN_ENCRYPTION_KEY);
    const file = readFileSync(join(dataDir, 'development-secrets.json'), 'utf8');
    expect(JSON.parse(file)).toEqual({
      ...kept,
      tokenEncryptionKey: first.TOKEN_ENCRYPTION_KEY?.[0],
    });
  });

  test('is not invented over one that is set', () => {
    const given = withSecrets(readConfig({ DATA_DIR: dataDir, TOKEN_ENCRYPTION_KEY: key }));

    expect(given.TOKEN_ENCRYPTION_KEY).toEqual([key]);
  });
});
