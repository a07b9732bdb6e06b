import type { Api, OlderPage, ProspectDetails, ProspectPart } from '../api/api.ts';
import type { LiveEvents } from '../live/live-events.ts';
import { mergeDetails } from './merge-details.ts';

const cursors = { scheduledEvents: 'scheduledEventsCursor', notes: 'notesCursor' } as const;

/** Where the older rows of a part begin; null where there are none. */
export function cursorOf(details: ProspectDetails, part: ProspectPart): string | null {
  return details[cursors[part]];
}

/** One person's page with older rows. A row that is shown already is newer than the one that comes. */
export function withOlder(
  details: ProspectDetails,
  part: ProspectPart,
  page: OlderPage,
): ProspectDetails {
  const shown = new Set(details[part].map(({ id }) => id));
  const items = page[part].filter(({ id }) => !shown.has(id));
  return { ...details, [part]: [...details[part], ...items], [cursors[part]]: page.nextCursor };
}

/** The next older rows of one person, as they are after what happened while the answer was on its way. */
export async function readOlder(
  api: Api,
  events: LiveEvents,
  details: ProspectDetails,
  part: ProspectPart,
): Promise<OlderPage> {
  const page = await api.readOlder(details.prospect.id, part, cursorOf(details, part) ?? '');
  const now = mergeDetails({ ...details, ...page }, events.after(page.seq));
  return { ...page, scheduledEvents: now.scheduledEvents, notes: now.notes };
}

/** Reads on until as many rows are there as were shown before. */
export async function readAsMany(
  api: Api,
  details: ProspectDetails,
  before: ProspectDetails,
  signal: AbortSignal,
): Promise<ProspectDetails> {
  let all = details;
  for (const part of ['scheduledEvents', 'notes'] as const) {
    for (;;) {
      const cursor = cursorOf(all, part);
      if (cursor === null || all[part].length >= before[part].length) break;
      const page = await api.readOlder(all.prospect.id, part, cursor, signal);
      all = withOlder(all, part, page);
    }
  }
  return all;
}
