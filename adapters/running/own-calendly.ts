import type { Config, ReachableConfig } from '../settings/config.ts';
import type { Simulator } from '../simulator/simulator.ts';

const usualPort = 4010;
/** Calls a minute. A developer loads the same history again and again. Calendly's limit is 500. */
const rateLimit = 3000;

/** The settings with a reachable Calendly, which may be a simulator of this process. */
export interface CalendlyAtHand {
  config: ReachableConfig;
  stop(): Promise<void>;
}

/** Starts a simulator when the settings name no application, because nothing else could be connected. */
export async function calendlyAtHand(config: Config): Promise<CalendlyAtHand> {
  const { CALENDLY_AUTH_URL, CALENDLY_API_URL } = config;
  if (CALENDLY_AUTH_URL !== undefined && CALENDLY_API_URL !== undefined) {
    const reachable = { ...config, CALENDLY_AUTH_URL, CALENDLY_API_URL };
    return { config: reachable, stop: async () => undefined };
  }
  const simulator = await startOnUsualPort();
  const { client, url } = simulator;
  return {
    config: {
      ...config,
      CALENDLY_AUTH_URL: CALENDLY_AUTH_URL ?? url,
      CALENDLY_API_URL: CALENDLY_API_URL ?? url,
      CALENDLY_CLIENT_ID: client.id,
      CALENDLY_CLIENT_SECRET: client.secret ?? '',
    },
    stop: () => simulator.stop(),
  };
}

/** Tries the usual port first, so that an open page keeps working after a restart. */
async function startOnUsualPort(): Promise<Simulator> {
  const { startSimulator } = await import('../simulator/start-simulator.ts');
  try {
    return await startSimulator({ port: usualPort, rateLimit });
  } catch (error) {
    // The class cannot be compared: another realm has a class of its own.
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return startSimulator({ rateLimit });
  }
}
