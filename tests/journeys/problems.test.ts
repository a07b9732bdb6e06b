import { describe, expect, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import { aRunningService } from '../support/a-running-service.ts';
import { expectProblem, listProspects, theProspect } from '../support/the-api.ts';

const nobody = '00000000-0000-7000-8000-000000000000';

describe('the API answers an error as a problem with a code', () => {
  const reads = [
    '/prospects',
    `/prospects/${nobody}`,
    '/events',
    '/scheduled-events',
    '/deliveries',
  ];

  test.each(reads)('to who brings no token: %s', async (path) => {
    await using service = await aRunningService();

    const answer = await service.get(path, {
      token: null,
      headers: { accept: 'application/json' },
    });

    expectProblem(answer, 401, 'token_missing');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  });

  test.each([
    `/prospects/${nobody}`,
    '/prospects/1',
    '/prospects/%00',
    '/prospects/a%2F..%2Fb',
    `/prospects/${'a'.repeat(5000)}`,
    '/nothing',
    '/metrics',
    '/.env',
    '/prospects/1/notes/2',
  ])('where there is nothing: %s', async (path) => {
    await using service = await aRunningService();

    expectProblem(await service.get(path), 404, 'not_found');
  });

  test.each([
    '/prospects?limit=0',
    '/prospects?limit=101',
    '/prospects?limit=ten',
    '/prospects?filter=all',
    `/prospects?search=${'a'.repeat(201)}`,
    '/prospects?search=a&search=b',
    '/scheduled-events?from=yesterday',
    '/scheduled-events?status=over',
  ])('to what it does not understand: %s', async (path) => {
    await using service = await aRunningService();

    expectProblem(await service.get(path), 422, 'validation');
  });

  test.each([
    ['/prospects?limit=abc', 'limit: must be a whole number from 1 to 100.'],
    ['/prospects?limit=1.5', 'limit: must be a whole number from 1 to 100.'],
    ['/scheduled-events?limit=', 'limit: must be a whole number from 1 to 100.'],
    ['/events?limit=1001', 'limit: must be a whole number from 1 to 1000.'],
    ['/events?after=-1', 'after: must be a whole number from 0 on.'],
  ])('to %s in words that say what is expected', async (path, detail) => {
    await using service = await aRunningService();

    expect((await service.get(path)).body).toMatchObject({ detail });
  });

  test.each([
    '/prospects?cursor=made-up',
    '/prospects?cursor=e30',
    '/scheduled-events?cursor=%F0%9F%A6%86',
  ])('to a page that never was: %s', async (path) => {
    await using service = await aRunningService();

    expectProblem(await service.get(path), 400, 'cursor_invalid');
  });

  test('to a member who asks for the inbox', async () => {
    await using service = await aRunningService();

    expectProblem(await service.get('/deliveries'), 403, 'forbidden');
    expectProblem(await service.get(`/deliveries/${nobody}`), 403, 'forbidden');
  });

  test.each([
    '/calendly/webhook/..%2F',
    '/calendly/webhook/%00',
    `/calendly/webhook/${'a'.repeat(10_000)}`,
  ])('at the webhook of no connection that could be: %s', async (path) => {
    await using service = await aRunningService();

    const response = await fetch(service.url + path, { method: 'POST', body: '{}' });

    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ code: 'not_found' });
  });
});

describe('another organization’s', () => {
  test('prospect answers exactly as one that does not exist', async () => {
    await using service = await aRunningService();
    await service.post(aBooking());
    const { prospect } = await theProspect(service);
    const token = await service.token({ org: 'others', role: 'admin' });

    const theirs = await service.get(`/prospects/${prospect.id}`, { token });
    const nobodys = await service.get(`/prospects/${nobody}`, { token });

    expectProblem(theirs, 404, 'not_found');
    expect(theirs.body).toEqual(nobodys.body);
    expect(await listProspects(service, '?org=demo', token)).toMatchObject({ items: [], seq: 0 });
  });

  test('delivery answers exactly as one that does not exist', async () => {
    await using service = await aRunningService();
    await service.post(aBooking());
    const { body } = await service.get<{ items: { id: string }[] }>('/deliveries', {
      token: await service.token({ role: 'admin' }),
    });
    const token = await service.token({ org: 'others', role: 'admin' });

    expectProblem(
      await service.get(`/deliveries/${body.items[0]?.id}`, { token }),
      404,
      'not_found',
    );
    expect((await service.get('/deliveries', { token })).body).toMatchObject({ items: [] });
  });
});
