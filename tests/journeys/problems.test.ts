import { describe, expect, test } from '@jest/globals';
import type { Problem } from '../../adapters/wire/problem.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import { send } from '../support/a-request.ts';
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

describe('a method that an address does not have', () => {
  test.each([
    ['DELETE', '/prospects', 'GET, HEAD'],
    ['PUT', `/prospects/${nobody}`, 'GET, HEAD, PATCH'],
    ['GET', '/calendly/connect', 'POST'],
    ['HEAD', '/calendly/sync', 'POST'],
    ['POST', '/healthz', 'GET, HEAD'],
    ['POST', '/auth/calendly/callback', 'GET, HEAD'],
    ['POST', '/', 'GET, HEAD'],
  ])('is answered with those that it has: %s %s', async (method, path, allowed) => {
    await using service = await aRunningService();

    const answer = await send(service, method, path);

    expect(answer.status).toBe(405);
    expect(answer.headers.get('allow')).toBe(allowed);
    if (method !== 'HEAD') expectProblem(answer, 405, 'method_not_allowed');
  });

  test('is never OPTIONS, which is told them', async () => {
    await using service = await aRunningService();

    const answers = await Promise.all(
      ['/prospects', '/nothing'].map((path) => send(service, 'OPTIONS', path)),
    );

    expect(answers.map(({ status }) => status)).toEqual([204, 404]);
    expect(answers[0]?.headers.get('allow')).toBe('GET, HEAD');
  });

  test('is never HEAD where there is GET', async () => {
    await using service = await aRunningService();

    const answers = await Promise.all(
      ['/prospects', '/healthz', '/'].map((path) => send(service, 'HEAD', path)),
    );

    expect(answers.map(({ status, body }) => [status, body])).toEqual(answers.map(() => [200, '']));
  });
});

describe('a problem is told in the language of the reader', () => {
  test.each([
    ['fr-FR,fr;q=0.9,en;q=0.8', 'fr', 'limit : doit être un nombre entier de 1 à 100.'],
    ['de, fr;q=0.5', 'fr', 'limit : doit être un nombre entier de 1 à 100.'],
    ['en-GB, fr;q=0.5', 'en', 'limit: must be a whole number from 1 to 100.'],
    ['de', 'en', 'limit: must be a whole number from 1 to 100.'],
  ])('%s', async (accepted, language, detail) => {
    await using service = await aRunningService();

    const headers = { 'accept-language': accepted };
    const answer = await service.get<Problem>('/prospects?limit=0', { headers });

    expect(answer.body.detail).toBe(detail);
    expect(answer.headers.get('content-language')).toBe(language);
    expect(answer.headers.get('vary')).toContain('Accept-Language');
    expect(answer.body.errors).toEqual([
      { in: 'query', pointer: '/limit', message: detail.replace(/^limit ?: |\.$/g, '') },
    ]);
  });

  test('where the core says it, and where an address says it', async () => {
    await using service = await aRunningService();
    const headers = { 'accept-language': 'fr' };

    const answers = await Promise.all([
      service.get<Problem>('/prospects', { headers, token: null }),
      service.get<Problem>('/prospects?cursor=x', { headers }),
      service.get<Problem>('/deliveries', { headers }),
      service.get<Problem>('/prospects?nom=x', { headers }),
      service.get<Problem>('/nothing', { headers }),
    ]);

    expect(answers.map(({ body }) => body.detail)).toEqual([
      'Envoyez un jeton : Authorization: Bearer <jeton>.',
      'Ce curseur n’est pas de cette liste. Recommencez sans curseur.',
      'C’est réservé aux administrateurs. Adressez-vous à un administrateur de votre organisation.',
      'nom : est inconnu. Il y a : limit, cursor, search, filter.',
      'Il n’y a rien à cette adresse.',
    ]);
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
    expectProblem(await service.get('/prospects?org=demo', { token }), 422, 'validation');
    expect(await listProspects(service, '', token)).toMatchObject({ items: [], seq: 0 });
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
