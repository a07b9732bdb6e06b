import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import { send } from '../support/a-request.ts';
import { type Answer, aRunningService, type RunningService } from '../support/a-running-service.ts';
import { expectProblem, theProspect, theWholeState } from '../support/the-api.ts';

const lists = ['/prospects', '/scheduled-events', '/deliveries', '/events'];
const nobody = '00000000-0000-7000-8000-000000000000';

describe('somebody of another organization', () => {
  let service: RunningService;
  let token: string;

  beforeAll(async () => {
    service = await aRunningService();
    await service.post(aBooking());
    token = await service.token({ org: 'others', role: 'admin' });
  });
  afterAll(() => service.stop());

  const ways: [string, Record<string, string>][] = [
    ['headers', { 'x-organization-id': 'demo', 'x-org': 'demo', 'x-tenant-id': 'demo' }],
    ['cookies', { cookie: 'org=demo; organizationId=demo' }],
  ];
  test.each(lists.flatMap((path) => ways.map((way) => [path, ...way] as const)))(
    'sees in %s what is theirs, whatever they say in %s',
    async (path, _, headers) => {
      const answer = await service.get<{ items: unknown[] }>(path, { token, headers });

      expect(answer).toMatchObject({ status: 200, body: { items: [] } });
    },
  );

  test.each(
    lists.flatMap((path) =>
      ['org', 'organizationId', 'organization_id', 'tenant'].map((name) => [path, name] as const),
    ),
  )('sees nothing in %s by naming ours in an address: %s', async (path, name) => {
    const answer = await service.get(`${path}?${name}=demo`, { token });

    expectProblem(answer, 422, 'validation');
  });

  test.each(['/prospects', '/scheduled-events', '/deliveries'])(
    'is answered the same for a cursor of ours, one of another list, and none: %s',
    async (path) => {
      await service.post(aBooking('grace@example.com'));
      const own = await service.token({ role: 'admin' });
      const cursors = await Promise.all(
        ['/prospects', '/scheduled-events', '/deliveries'].map(async (list) => {
          const page = await service.get<{ nextCursor: string }>(`${list}?limit=1`, { token: own });
          return [list, page.body.nextCursor] as const;
        }),
      );

      for (const [list, cursor] of cursors) {
        expectProblem(await ask(path, cursor, token), 400, 'cursor_invalid');
        const ours = await ask(path, cursor, own);
        expect(ours.status).toBe(list === path ? 200 : 400);
        expectProblem(await ask(path, `${cursor.slice(0, -2)}AA`, own), 400, 'cursor_invalid');
      }
    },
  );

  test('may have a prospect of the same address', async () => {
    await using alone = await aRunningService({ DEFAULT_ORGANIZATION_ID: 'others' });

    await alone.post(aBooking());

    const theirs = await theProspectOf(alone, token);
    expect(theirs).toMatchObject({ items: [{ email: 'ada@example.com' }] });
    expect((await alone.get('/prospects')).body).toMatchObject({ items: [] });
  });

  function ask(path: string, cursor: string, bearer: string): Promise<Answer> {
    return service.get(`${path}?limit=1&cursor=${encodeURIComponent(cursor)}`, { token: bearer });
  }
});

describe('a member', () => {
  test.each(['/deliveries', `/deliveries/${nobody}`, '/deliveries?limit=x'])(
    'is not an administrator, nor becomes one by saying so: %s',
    async (path) => {
      await using service = await aRunningService();
      const headers = { 'x-role': 'admin', cookie: 'role=admin' };
      const claims = [
        { role: 'member' },
        { role: undefined },
        { role: ['admin'] },
        { role: 'Admin' },
      ];

      for (const claim of claims) {
        const token = await service.token({ ...claim, roles: ['admin'], admin: true });
        expectProblem(await service.get(path, { token, headers }), 403, 'forbidden');
      }
    },
  );

  test.each<[string, string, object | undefined]>([
    ['POST', '/calendly/connect', {}],
    ['POST', '/calendly/connect', { personalAccessToken: 'a-token' }],
    ['POST', '/calendly/connect', { organizationId: 'others' }],
    ['POST', '/calendly/sync', undefined],
    ['DELETE', '/calendly/disconnect', undefined],
    ['DELETE', `/calendly/disconnect?connectionId=${nobody}`, undefined],
  ])('does not connect, load or cut anything: %s %s %p', async (method, path, body) => {
    await using service = await aRunningService();

    for (const claim of [{ role: 'member' }, { role: undefined, admin: true }]) {
      const token = await service.token(claim);
      expectProblem(await send(service, method, path, { body, token }), 403, 'forbidden');
    }
  });

  const assignments = [
    { organizationId: 'others' },
    { id: nobody },
    { role: 'admin' },
    { createdAt: '2020-01-01T00:00:00Z' },
    { updatedAt: '2020-01-01T00:00:00Z' },
    { editedFields: [] },
    { source: 'mallory' },
    { author: 'somebody-else' },
    { kind: 'booked' },
  ];
  test.each(assignments)('does not write what is not theirs to write: %p', async (assignment) => {
    await using service = await aRunningService();
    await service.post(aBooking());
    const { prospect } = await theProspect(service);
    const before = await theWholeState(service);

    const edit = await send(service, 'PATCH', `/prospects/${prospect.id}`, {
      body: { name: 'Mallory', ...assignment },
    });
    const note = await send(service, 'POST', `/prospects/${prospect.id}/notes`, {
      body: { body: 'a note', ...assignment },
    });
    const polluted = await send(service, 'PATCH', `/prospects/${prospect.id}`, {
      body: `{"name": "Mallory", "__proto__": ${JSON.stringify(assignment)}}`,
    });

    expectProblem(edit, 422, 'validation');
    expectProblem(note, 422, 'validation');
    expectProblem(polluted, 400, 'malformed');
    expect(await theWholeState(service)).toEqual(before);
  });
});

describe('an administrator', () => {
  test.each([
    ['/calendly/connect', { organizationId: 'others' }],
    ['/calendly/connect', { personalAccessToken: 'a-token', subject: 'somebody-else' }],
    ['/calendly/connect', { personalAccessToken: ['a-token'] }],
    ['/calendly/connect', { redirectUri: 'https://evil.example' }],
    ['/calendly/sync', { organizationId: 'others' }],
    ['/calendly/sync', { id: nobody, state: 'done' }],
    ['/calendly/sync', { connectionId: nobody }],
  ])('decides nothing beyond their organization’s line: %s %p', async (path, body) => {
    await using service = await aRunningService();
    const token = await service.token({ role: 'admin' });

    const answer = await send(service, 'POST', path, { body, token });

    expectProblem(answer, 422, 'validation');
    expect(await service.get('/calendly/status')).toMatchObject({
      body: { connections: [], sync: null },
    });
  });
});

async function theProspectOf(service: RunningService, token: string): Promise<unknown> {
  return (await service.get('/prospects', { token })).body;
}
