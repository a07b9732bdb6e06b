import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { httpApi } from '../../adapters/wire/routes/http-api.ts';
import type { Route } from '../../adapters/wire/routes/route.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import { send } from '../support/a-request.ts';
import type { Answer, RunningService } from '../support/a-running-service.ts';
import { expectProblem, theWholeState } from '../support/the-api.ts';
import {
  type TwoConnectedOrganizations,
  twoConnectedOrganizations,
} from '../support/two-connected-organizations.ts';

/** Every route that takes an id in its path, as it is declared. */
const declared: [string, string, unknown][] = Object.values<Route>(httpApi)
  .filter(({ path }) => path.includes(':'))
  .map(({ method, path, body }) => [method, generic(path), body === undefined ? undefined : {}]);
/** Bodies that some of them take, and addresses that there could be, or are apart. */
const routes: [string, string, unknown][] = [
  ...declared,
  ['PATCH', '/prospects/:id', { name: 'Mallory' }],
  ['PATCH', '/prospects/:id', { email: 'mallory@example.com' }],
  ['PATCH', '/prospects/:id', '{'],
  ['DELETE', '/prospects/:id', undefined],
  ['GET', '/prospects/:id/export', undefined],
  ['POST', '/prospects/:id/notes', { body: 'x' }],
  ['GET', '/scheduled-events/:id', undefined],
  ['POST', '/deliveries/:id/replay', undefined],
  ['POST', '/deliveries/:id/dismiss', undefined],
  ['GET', '/calendly/status?connectionId=:id', undefined],
  ['DELETE', '/calendly/disconnect?connectionId=:id', undefined],
  ['POST', '/calendly/webhook/:id', '{"event":"invitee.created"}'],
  ['POST', '/calendly/webhook/:id/routing-forms', '{"event":"invitee.created"}'],
];
/** What is no route of the API, and nobody's. Who comes back to the callback shows a state and a cookie. */
const open = ['/', '/docs', '/calendly/webhook', '/auth/calendly/callback'];

const kinds = ['prospect', 'scheduled event', 'note', 'delivery', 'connection', 'sync'] as const;
const roles = ['admin', 'member'];
const random = '00000000-0000-7000-8000-000000000000';

test('every address that is no declared route is in one of the lists of these tests', () => {
  const folder = join(import.meta.dirname, '../../adapters/koa');
  const code = globSync('**/*.ts', { cwd: folder }).map((name) =>
    readFileSync(join(folder, name), 'utf8'),
  );
  const served = code.flatMap((text) =>
    [...text.matchAll(/'(\/[a-zA-Z:/_-]*)'/g)].map(([, path = '']) => generic(path)),
  );

  const listed = [...open, ...routes.map(([, path]) => path)];

  // A cookie's path is no address.
  const known = new Set([...listed, '/auth/calendly']);
  expect(declared.length).toBeGreaterThanOrEqual(7);
  expect([...new Set(served)].filter((path) => !known.has(path))).toEqual([]);
  expect(open.filter((path) => !served.includes(path))).toEqual([]);
});

describe('an id of another organization answers exactly as one that nobody has', () => {
  let world: TwoConnectedOrganizations;
  let service: RunningService;
  let ids: Record<(typeof kinds)[number], string>;
  let stateBefore: unknown;

  beforeAll(async () => {
    world = await twoConnectedOrganizations();
    service = world.service;
    await service.post(aBooking());
    const { items } = (await service.get<{ items: { id: string }[] }>('/prospects')).body;
    const file = await service.get<{ scheduledEvents: Named[]; notes: Named[] }>(
      `/prospects/${items[0]?.id}`,
    );
    const inbox = await world.call<{ items: Named[] }>('demo', 'GET', '/deliveries');
    ids = {
      prospect: items[0]?.id ?? '',
      'scheduled event': file.body.scheduledEvents[0]?.id ?? '',
      note: file.body.notes[0]?.id ?? '',
      delivery: inbox.body.items[0]?.id ?? '',
      connection: await world.connectionOf('demo'),
      sync: (await world.statusOf('demo')).sync?.id ?? '',
    };
    stateBefore = await wholeState();
  }, 30_000);
  afterAll(() => world?.[Symbol.asyncDispose]());

  test('each of which is there, for those whose it is', () => {
    for (const id of Object.values(ids)) expect(id).toMatch(/^[\w-]{8,}$/);
  });

  test.each(
    routes.flatMap(([method, route, body]) =>
      kinds.flatMap((kind) => roles.map((role) => ({ method, route, body, kind, role }))),
    ),
  )('$method $route $body with a $kind, as $role', async ({ method, route, body, kind, role }) => {
    // Of a third organization: one that has a line to Calendly itself may be told its own.
    const token = await service.token({ org: 'strangers', role });
    const ask = (id: string) => send(service, method, route.replace(':id', id), { body, token });

    const foreign = await ask(ids[kind]);
    const nobodys = await ask(random);

    expect(seen(foreign)).toEqual(seen(nobodys));
    expect(foreign.status).toBe(expectedStatus(method, route, role) ?? foreign.status);
    expect(await wholeState()).toEqual(stateBefore);
  });

  test.each(['/prospects', '/scheduled-events', '/deliveries'])(
    'and so does a cursor in %s',
    async (path) => {
      for (const email of ['grace@example.com', 'joan@example.com']) {
        await service.post(aBooking(email));
      }
      const own = await world.admin('demo');
      const others = await world.admin('strangers');
      const { body } = await service.get<{ nextCursor: string }>(`${path}?limit=1`, { token: own });

      const foreign = await service.get(`${path}?cursor=${body.nextCursor}`, { token: others });
      const nobodys = await service.get(`${path}?cursor=made-up`, { token: others });

      expect(body.nextCursor).toEqual(expect.any(String));
      expectProblem(foreign, 400, 'cursor_invalid');
      expect(seen(foreign)).toEqual(seen(nobodys));
    },
  );

  async function wholeState(): Promise<unknown> {
    const { connections, sync } = await world.statusOf('demo');
    const line = connections.map(({ id, state, subscription }) => [id, state, subscription]);
    return { rows: await theWholeState(service), line, sync };
  }
});

interface Named {
  id: string;
}

/** Every parameter of a path is an id. */
function generic(path: string): string {
  return path.replace(/:\w+/g, ':id');
}

/** Null where any refusal will do. */
function expectedStatus(method: string, route: string, role: string): number | null {
  if (route.startsWith('/calendly/webhook')) return 401;
  if (route.startsWith('/calendly/status')) return 422;
  if (route.startsWith('/calendly/disconnect')) return role === 'admin' ? 404 : 403;
  if (method === 'GET' && route !== '/deliveries/:id') return 404;
  return null;
}

/** All of an answer but when it was given. */
function seen({ status, headers, body }: Answer): object {
  return { status, body, headers: [...headers].filter(([name]) => name !== 'date') };
}
