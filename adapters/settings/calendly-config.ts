import type { Settings } from './settings.ts';

/** How this process reaches Calendly. */
export interface CalendlyConfig {
  CALENDLY_ENVIRONMENT: 'production' | 'sandbox' | 'simulator';
  CALENDLY_REDIRECT_URI: string;
  /** Without a slash at the end. Undefined for a simulator that is not started yet. */
  CALENDLY_AUTH_URL: string | undefined;
  CALENDLY_API_URL: string | undefined;
}

/**
 * The settings about Calendly, and values that follow from others. Without credentials, development has a Calendly of
 * its own.
 */
export function calendlyConfig(settings: Settings, appUrl: string): CalendlyConfig {
  const isAlone = settings.NODE_ENV !== 'production' && settings.CALENDLY_CLIENT_ID === undefined;
  const environment = settings.CALENDLY_ENVIRONMENT ?? (isAlone ? 'simulator' : 'production');
  const baseUrl = (given: string | undefined, calendlys: string) =>
    environment === 'simulator'
      ? given?.replace(/\/+$/, '')
      : (given ?? calendlys).replace(/\/+$/, '');
  return {
    CALENDLY_ENVIRONMENT: environment,
    CALENDLY_REDIRECT_URI: settings.CALENDLY_REDIRECT_URI ?? `${appUrl}/auth/calendly/callback`,
    CALENDLY_AUTH_URL: baseUrl(settings.CALENDLY_AUTH_URL, 'https://auth.calendly.com'),
    CALENDLY_API_URL: baseUrl(settings.CALENDLY_API_URL, 'https://api.calendly.com'),
  };
}

/** The contradictions between these settings, one sentence each. */
export function calendlyProblems(settings: Settings): string[] {
  const { CALENDLY_CLIENT_ID: id, CALENDLY_CLIENT_SECRET: secret } = settings;
  const problems: string[] = [];
  const need = (met: unknown, sentence: string) => met || problems.push(sentence);
  need(id === undefined || secret, 'CALENDLY_CLIENT_SECRET: set it beside CALENDLY_CLIENT_ID');
  need(secret === undefined || id, 'CALENDLY_CLIENT_ID: set it beside CALENDLY_CLIENT_SECRET');
  need(
    settings.ALERT_WEBHOOK_URL === undefined || settings.ALERT_WEBHOOK_SECRET,
    'ALERT_WEBHOOK_SECRET: set it beside ALERT_WEBHOOK_URL, so that alerts can be signed',
  );
  if (settings.NODE_ENV !== 'production') return problems;
  need(
    settings.CALENDLY_WEBHOOK_SIGNING_KEY?.length || id,
    'CALENDLY_WEBHOOK_SIGNING_KEY, or CALENDLY_CLIENT_ID and CALENDLY_CLIENT_SECRET: set one of them',
  );
  need(
    id === undefined || settings.TOKEN_ENCRYPTION_KEY,
    'TOKEN_ENCRYPTION_KEY: set it beside CALENDLY_CLIENT_ID, so that tokens can be stored: openssl rand -base64 32',
  );
  need(
    settings.CALENDLY_ENVIRONMENT !== 'simulator',
    'CALENDLY_ENVIRONMENT: the simulator is not for production',
  );
  for (const name of ['CALENDLY_AUTH_URL', 'CALENDLY_API_URL'] as const)
    need(isSafe(settings[name]), `${name}: must be https, as tokens travel there`);
  return problems;
}

function isSafe(url: string | undefined): boolean {
  if (url === undefined) return true;
  const { protocol, hostname } = new URL(url);
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}
