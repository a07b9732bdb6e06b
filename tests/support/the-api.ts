import { expect } from '@jest/globals';
import { z } from 'zod';
import { Note } from '../../adapters/wire/note.ts';
import { Problem } from '../../adapters/wire/problem.ts';
import { Prospect } from '../../adapters/wire/prospect.ts';
import { RealtimeEvent } from '../../adapters/wire/realtime-event.ts';
import { ScheduledEvent } from '../../adapters/wire/scheduled-event.ts';
import type { Answer } from './a-running-service.ts';

const place = { seq: z.number().int(), epoch: z.string().min(1) };
const ProspectPage = z.object({
  items: z.array(Prospect),
  nextCursor: z.string().nullable(),
  ...place,
});
const ProspectFile = z.object({
  prospect: Prospect,
  scheduledEvents: z.array(ScheduledEvent),
  notes: z.array(Note),
  ...place,
});
const EventPage = z.object({ items: z.array(RealtimeEvent), ...place });

/** Whoever can ask the API; without a token as somebody who may. */
interface Client {
  get(path: string, options?: { token?: string }): Promise<Answer>;
}

export async function listProspects(service: Client, query = '', token?: string) {
  return exactly(ProspectPage, await service.get(`/prospects${query}`, tokenOf(token)));
}

export async function showProspect(service: Client, id: string, token?: string) {
  return exactly(ProspectFile, await service.get(`/prospects/${id}`, tokenOf(token)));
}

export async function readEvents(service: Client, query = '', token?: string) {
  return exactly(EventPage, await service.get(`/events${query}`, tokenOf(token)));
}

/** The one prospect that there is, with all that is known about it. */
export async function theProspect(service: Client) {
  const { items } = await listProspects(service);
  expect(items).toHaveLength(1);
  return showProspect(service, items[0]?.id ?? '');
}

/** What the organization's page would show, without what differs from one run to the next. */
export async function theWholeState(service: Client) {
  const { items } = await listProspects(service, '?limit=100');
  const files = await Promise.all(items.map(({ id }) => showProspect(service, id)));
  return files.map(({ prospect, scheduledEvents, notes }) => ({
    prospect: { ...prospect, id: null, createdAt: null, updatedAt: null },
    scheduledEvents: scheduledEvents.map((event) => ({ ...event, id: null, prospectId: null })),
    notes: notes.map((note) => ({ ...note, id: null, prospectId: null })),
  }));
}

/** An error answer: RFC 9457 with a stable code, and nothing that tells how the service is made. */
export function expectProblem(answer: Answer, status: number, code: string): void {
  expect(answer).toMatchObject({ status, body: { status, code } });
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(Problem.loose().parse(answer.body)).toEqual(answer.body);
  expect(JSON.stringify(answer.body)).not.toMatch(/\.ts\b|node_modules|at \w+ \(/);
}

/** Reads a body by its schema, which tells all of it: a key more is one too many. */
function exactly<T extends z.ZodType>(schema: T, { status, body }: Answer): z.infer<T> {
  expect({ status, body }).toEqual({ status: 200, body: expect.anything() });
  const parsed = schema.parse(body);
  expect(body).toEqual(parsed);
  return parsed;
}

function tokenOf(token: string | undefined): { token?: string } {
  return token === undefined ? {} : { token };
}
