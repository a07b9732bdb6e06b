import { expect } from '@jest/globals';
import type { z } from 'zod';
import { Problem } from '../../adapters/wire/problem.ts';
import { httpApi } from '../../adapters/wire/routes/http-api.ts';
import type { Answer } from './a-running-service.ts';

/** A client that can call the API. Without a token it calls as a person who may. */
interface Client {
  get(path: string, options?: { token?: string }): Promise<Answer>;
}

export async function listProspects(service: Client, query = '', token?: string) {
  return exactly(
    httpApi.listProspects.answers[200],
    await service.get(`/prospects${query}`, tokenOf(token)),
  );
}

export async function showProspect(service: Client, id: string, token?: string) {
  return exactly(
    httpApi.showProspect.answers[200],
    await service.get(`/prospects/${id}`, tokenOf(token)),
  );
}

export async function readEvents(service: Client, query = '', token?: string) {
  return exactly(
    httpApi.readEvents.answers[200],
    await service.get(`/events${query}`, tokenOf(token)),
  );
}

/** The one prospect that there is, with all that is known about it. */
export async function theProspect(service: Client) {
  const { items } = await listProspects(service);
  expect(items).toHaveLength(1);
  return showProspect(service, items[0]?.id ?? '');
}

/** Everything that the organization's page would show, without the values that differ from run to run. */
export async function theWholeState(service: Client) {
  const { items } = await listProspects(service, '?limit=100');
  const files = await Promise.all(items.map(({ id }) => showProspect(service, id)));
  return files.map(({ prospect, scheduledEvents, notes }) => ({
    prospect: { ...prospect, id: null, createdAt: null, updatedAt: null },
    scheduledEvents: scheduledEvents.map((event) => ({ ...event, id: null, prospectId: null })),
    notes: notes.map((note) => ({ ...note, id: null, prospectId: null })),
  }));
}

/** Expects an error answer: RFC 9457 with a stable code, and nothing about how the service is made. */
export function expectProblem(answer: Answer, status: number, code: string): void {
  expect(answer).toMatchObject({ status, body: { status, code } });
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(Problem.strict().parse(answer.body)).toEqual(answer.body);
  expect(JSON.stringify(answer.body)).not.toMatch(/\.ts\b|node_modules|at \w+ \(/);
}

/** Reads a body by its schema. A key that the schema lacks is an error. */
function exactly<T extends z.ZodType>(schema: T, { status, body }: Answer): z.infer<T> {
  expect({ status, body }).toEqual({ status: 200, body: expect.anything() });
  const parsed = schema.parse(body);
  expect(body).toEqual(parsed);
  return parsed;
}

function tokenOf(token: string | undefined): { token?: string } {
  return token === undefined ? {} : { token };
}
