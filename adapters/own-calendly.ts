import type { Config, ReachableConfig } from './config.ts';
import type { Simulator } from './simulator/simulator.ts';

const usualPort = 4010;
/** Calls a minute: whoever tries things out loads the same history again and again. Calendly's are 500. */
const rateLimit = 3000;

/** The settings with a Calendly to reach, which may be one that this process brings along. */
export interface CalendlyAtHand {
  config: ReachableConfig;
  stop(): Promise<void>;
}

/** Starts a simulator where none is told: without an application there is nothing else to connect. */
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

/** The same address again where it is free, so that a page that was left open goes on. */
async function startOnUsualPort(): Promise<Simulator> {
  const { startSimulator } = await import('./simulator/start-simulator.ts');
  try {
    return await startSimulator({ port: usualPort, rateLimit });
  } catch (error) {
    // Not by its class: in another realm it has another one.
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return startSimulator({ rateLimit });
  }
}
