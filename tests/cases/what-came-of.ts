import { ManualClock } from '../../adapters/memory/manual-clock.ts';
import { aRunningService, fixture } from '../support/a-running-service.ts';
import { listProspects, readEvents, showProspect } from '../support/the-api.ts';

/** What the API shows of people after a case. Instants as they are; ids and row times left out. */
export interface Outcome {
  /** One for each delivery. */
  receipts: string[];
  people: Person[];
  /** The types of the events that were announced, in order. */
  announced: string[];
}

export interface Person {
  email: string;
  /** `status` and start of each meeting, `no-show` where one is marked; latest start last. */
  meetings: string[];
  /** The words of the notes, by when the fact happened. */
  notes: string[];
}

/** After every fixture was made, so that no start lies ahead. */
const now = new Date('2026-12-31T12:00:00Z');

/** Posts fixtures in this order to a service that knows nothing, and tells what is shown then. */
export async function whatCameOf(
  fixtures: readonly string[],
): Promise<Outcome & { files: File[] }> {
  await using service = await aRunningService({}, new ManualClock(now));
  const receipts: string[] = [];
  for (const name of fixtures) {
    const { status, body } = await service.post<{ status: string }>(fixture(name));
    receipts.push(status === 200 ? body.status : `${status}`);
  }
  const { items } = await listProspects(service, '?limit=100');
  const files = await Promise.all(items.map(({ id }) => showProspect(service, id)));
  const events = await readEvents(service, '?limit=1000');
  files.sort((a, b) => (a.prospect.email < b.prospect.email ? -1 : 1));
  return {
    receipts,
    people: files.map(personIn),
    announced: events.items.map(({ type }) => type),
    files,
  };
}

type File = Awaited<ReturnType<typeof showProspect>>;

function personIn({ prospect, scheduledEvents, notes }: File): Person {
  const meetings = scheduledEvents.map(({ startTime, status, noShow }) => {
    const start = startTime === null ? 'at an unknown time' : `at ${startTime.slice(0, 16)}Z`;
    return `${start} ${status}${noShow ? ', no-show' : ''}`;
  });
  const words = notes.map(({ createdAt, body }) => `${createdAt} ${body}`).toSorted();
  return {
    email: prospect.email,
    meetings: meetings.toSorted(),
    notes: words.map((text) => text.slice(text.indexOf(' ') + 1)),
  };
}
