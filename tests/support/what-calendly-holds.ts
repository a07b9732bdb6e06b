import type { Simulator } from '../../adapters/simulator/simulator.ts';
import type { ScheduledEvent } from '../../adapters/wire/scheduled-event.ts';

interface Invitee {
  uri: string;
  status: 'active' | 'canceled';
  rescheduled: boolean;
}

interface Page<T> {
  collection: T[];
  pagination: { next_page: string | null };
}

/** A line for each booking that the simulator knows in its first user's organization, in order. */
export async function whatCalendlyHolds(simulator: Simulator): Promise<string[]> {
  const authorization = `Bearer ${simulator.personalAccessToken()}`;
  const ask = async <T>(path: string): Promise<T> => {
    const response = await fetch(new URL(path, simulator.url), { headers: { authorization } });
    if (!response.ok) throw new Error(`${path} answered ${response.status}.`);
    return (await response.json()) as T;
  };
  const every = async <T>(path: string): Promise<T[]> => {
    const all: T[] = [];
    for (let next: string | null = path; next !== null; ) {
      const page: Page<T> = await ask(next);
      all.push(...page.collection);
      next = page.pagination.next_page;
    }
    return all;
  };
  const { resource } = await ask<{ resource: { current_organization: string } }>('/users/me');
  const whose = `organization=${encodeURIComponent(resource.current_organization)}&count=100`;
  const lines: string[] = [];
  for (const meeting of await every<{ uri: string; start_time: string }>(
    `/scheduled_events?${whose}`,
  )) {
    const path = `${new URL(meeting.uri).pathname}/invitees?count=100`;
    for (const { uri, status, rescheduled } of await every<Invitee>(path)) {
      lines.push(line(uri, meeting.start_time, rescheduled ? 'rescheduled' : status));
    }
  }
  return lines.toSorted();
}

/** The lines for the bookings that the service holds. */
export function asCalendlyHolds(events: readonly ScheduledEvent[]): string[] {
  return events
    .map(({ inviteeUri, startTime, status }) => line(inviteeUri, startTime ?? '', status))
    .toSorted();
}

function line(inviteeUri: string, startTime: string, status: string): string {
  return `${new Date(startTime).toISOString()} ${status} ${new URL(inviteeUri).pathname}`;
}
