import type { Config } from './config.ts';

/** Addresses that get secrets or personal data, each with what an attacker on the way could do. */
const addresses = {
  APP_URL:
    'people sign in and read personal data there, and an attacker on the way can read it too',
  JWT_JWKS_URL: 'an attacker who changes its answer on the way can make tokens',
  ALERT_WEBHOOK_URL: 'an attacker on the way can read alerts, or hold them back',
} as const;

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/**
 * One line for each plain http address that production uses. Addresses of this machine are left out: their traffic uses
 * no network.
 */
export function plainHttpWarnings(config: Config): string[] {
  if (!config.production) return [];
  return Object.entries(addresses).flatMap(([name, risk]) => {
    const value = config[name as keyof typeof addresses];
    if (value === undefined || !URL.canParse(value)) return [];
    const { protocol, hostname } = new URL(value);
    if (protocol !== 'http:' || loopback.test(hostname)) return [];
    return [`${name} is plain http: ${risk}. Use https.`];
  });
}
