import { CalendlyApiClient } from '../../adapters/calendly/calendly-api-client.ts';
import { ManualClock } from '../../adapters/memory/manual-clock.ts';
import { RecordingLogger } from '../../adapters/memory/recording-logger.ts';
import type { Simulator } from '../../adapters/simulator/simulator.ts';
import type { CalendlyUser } from '../../src/domain/connection.ts';
import type { MeetingQuery, MeetingRef } from '../../src/ports/calendly-api.ts';
import type { Clock } from '../../src/ports/clock.ts';

interface Changes {
  rateShare?: number;
  clock?: Clock;
  timeoutMs?: number;
  retryDelayMs?: number;
}

/** The client under test, in a hurry. */
export function anApiClient(url: string, changes: Changes = {}) {
  const logger = new RecordingLogger();
  const clock = new ManualClock(new Date('2026-11-24T09:00:00.000Z'));
  const usual = { rateShare: 0.8, clock, timeoutMs: 1000, retryDelayMs: 1 };
  return {
    api: new CalendlyApiClient({ baseUrl: url, logger, ...usual, ...changes }),
    logger,
    clock,
  };
}

/** Everything of one user that there can be. */
export function allOf({ uri, organizationUri }: CalendlyUser): MeetingQuery {
  return {
    scope: 'user',
    organizationUri,
    userUri: uri,
    from: new Date('2026-01-01T00:00:00.000Z'),
    to: null,
    pageToken: null,
  };
}

/** Every meeting of a list, page by page. */
export async function everyMeeting(
  api: CalendlyApiClient,
  token: string,
  query: MeetingQuery,
): Promise<MeetingRef[]> {
  const found: MeetingRef[] = [];
  let { pageToken } = query;
  do {
    const page = await api.meetings(token, { ...query, pageToken });
    found.push(...page.meetings);
    pageToken = page.nextPageToken;
  } while (pageToken !== null);
  return found;
}

/** The client of a simulator's first user. */
export async function aConnectedClient(simulator: Simulator, changes: Changes = {}) {
  const client = anApiClient(simulator.url, changes);
  const token = simulator.personalAccessToken();
  return { ...client, token, me: await client.api.me(token) };
}
