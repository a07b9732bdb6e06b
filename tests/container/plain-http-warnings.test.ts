import { expect, test } from '@jest/globals';
import { readConfig } from '../../adapters/settings/config.ts';
import { plainHttpWarnings } from '../../adapters/settings/plain-http-warnings.ts';

const production = {
  NODE_ENV: 'production',
  DATABASE_URL: 'postgresql://u@h/d',
  CALENDLY_WEBHOOK_SIGNING_KEY: 'key',
  JWT_JWKS_URL: 'https://id.example/keys',
  JWT_ISSUER: 'any',
  JWT_AUDIENCE: 'any',
  APP_URL: 'https://crm.example',
  ALERT_WEBHOOK_SECRET: `whsec_${Buffer.alloc(32, 1).toString('base64')}`,
};
const warned = (env: NodeJS.ProcessEnv) =>
  plainHttpWarnings(readConfig({ ...production, ...env })).map((line) => line.split(' ')[0]);

test('production is warned of every address over plain http', () => {
  expect(warned({})).toEqual([]);
  expect(warned({ APP_URL: 'http://crm.example' })).toEqual(['APP_URL']);
  expect(warned({ ALERT_WEBHOOK_URL: 'http://10.0.0.7/alerts' })).toEqual(['ALERT_WEBHOOK_URL']);
});

test.each(['http://localhost:3000', 'http://127.0.0.1:3000', 'http://[::1]:3000'])(
  'not of this machine itself: %s',
  (APP_URL) => {
    expect(warned({ APP_URL })).toEqual([]);
  },
);

test('nor in development', () => {
  expect(plainHttpWarnings(readConfig({ APP_URL: 'http://crm.example' }))).toEqual([]);
});
