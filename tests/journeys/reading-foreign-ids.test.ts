import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import { send } from '../support/a-request.ts';
import { type Answer, aRunningService, type RunningService } from '../support/a-running-service.ts';
import { expectProblem, theProspect, theWholeState } from '../support/the-api.ts';

/** Every route that takes an id, with bodies that it takes and does not take. */
const routes: [string, (id: string) => string, unknown][] = [
  ['GET', (id) => `/prospects/${id}`, undefined],
  ['PATCH', (id) => `/prospects/${id}`, { name: 'Mallory' }],
  ['PATCH', (id) => `/prospects/${id}`, { email: 'mallory@example.com' }],
  ['PATCH', (id) => `/prospects/${id}`, {}],
  ['PATCH', (id) => `/prospects/${id}`, '{'],
  ['DELETE', (id) => `/prospects/${id}`, undefined],
  ['GET', (id) => `/prospects/${id}/export`, undefined],
  ['GET', (id) => `/prospects/${id}/notes`, undefined],
  ['POST', (id) => `/prospects/${id}/notes`, { body: 'x' }],
  ['POST', (id) => `/prospects/${id}/notes`, {}],
  ['GET', (id) => `/scheduled-events/${id}`, undefined],
  ['GET', (id) => `/deliveries/${id}`, undefined],
  ['POST', (id) => `/deliveries/${id}/replay`, undefined],
  ['POST', (id) => `/deliveries/${id}/dismiss`, undefined],
];
const kinds = ['prospect', 'scheduled event', 'note', 'delivery'] as const;
const roles = ['admin', 'member'];
const random = '00000000-0000-7000-8000-000000000000';

describe('an id of another organization answers exactly as one that nobody has', () => {
  let service: RunningService;
  let ids: Record<(typeof kinds)[number], string>;
  let stateBefore: unknown;

  beforeAll(async () => {
    service = await aRunningService();
    await service.post(aBooking());
    const { prospect, scheduledEvents, notes } = await theProspect(service);
    const { body } = await service.get<{ items: { id: string }[] }>('/deliveries', {
      token: await service.token({ role: 'admin' }),
    });
    ids = {
      prospect: prospect.id,
      'scheduled event': scheduledEvents[0]?.id ?? '',
      note: notes[0]?.id ?? '',
      delivery: body.items[0]?.id ?? '',
    };
    stateBefore = await theWholeState(service);
  });
  afterAll(() => service.stop());

  test.each(
    routes.flatMap(([method, path, body]) =>
      kinds.flatMap((kind) =>
        roles.map((role) => ({ method, route: path(':id'), body, kind, role, path })),
      ),
    ),
  )('$method $route $body with a $kind, as $role', async ({ method, path, body, kind, role }) => {
    const token = await service.token({ org: 'others', role });

    const foreign = await send(service, method, path(ids[kind]), { body, token });
    const nobodys = await send(service, method, path(random), { body, token });

    expect(seen(foreign)).toEqual(seen(nobodys));
    expect(foreign.status).toBeGreaterThanOrEqual(400);
    expect(foreign.status).toBeLessThan(500);
    expect(await theWholeState(service)).toEqual(stateBefore);
  });

  test.each(['/prospects', '/scheduled-events', '/deliveries'])(
    'and so does a cursor in %s',
    async (path) => {
      for (const email of ['grace@example.com', 'joan@example.com']) {
        await service.post(aBooking(email));
      }
      const own = await service.token({ role: 'admin' });
      const others = await service.token({ org: 'others', role: 'admin' });
      const { body } = await service.get<{ nextCursor: string }>(`${path}?limit=1`, { token: own });

      const foreign = await service.get(`${path}?cursor=${body.nextCursor}`, { token: others });
      const nobodys = await service.get(`${path}?cursor=made-up`, { token: others });

      expect(body.nextCursor).toEqual(expect.any(String));
      expectProblem(foreign, 400, 'cursor_invalid');
      expect(seen(foreign)).toEqual(seen(nobodys));
    },
  );
});

/** All of an answer but when it was given. */
function seen({ status, headers, body }: Answer): object {
  return { status, body, headers: [...headers].filter(([name]) => name !== 'date') };
}
