import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Prospect } from '../../adapters/wire/prospect.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import { type RequestOptions, send } from '../support/a-request.ts';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';
import { expectProblem, listProspects, readEvents, theProspect } from '../support/the-api.ts';

describe('a prospect that a person edits', () => {
  let service: RunningService;
  let ada: Prospect;

  beforeAll(async () => {
    service = await aRunningService();
    await service.post(aBooking());
    ada = (await theProspect(service)).prospect;
  });
  afterAll(() => service.stop());

  test('is as they say, everywhere, until they hand it back', async () => {
    const edits = { name: '  Countess Élodie ', phone: '+33 1', timezone: 'Europe/London' };

    const edited = await patch({ body: edits });
    const { prospect } = await theProspect(service);
    const found = await listProspects(service, '?search=countess%20é');
    const { items } = await readEvents(service, '?after=3');
    const handedBack = await patch({ body: { name: null, phone: null, timezone: null } });

    expect(edited.status).toBe(200);
    expect(Prospect.strict().parse(edited.body)).toEqual({
      ...ada,
      ...edits,
      name: 'Countess Élodie',
      editedFields: ['name', 'phone', 'timezone'],
      updatedAt: expect.any(String),
    });
    expect(prospect).toEqual(edited.body);
    expect(found.items).toEqual([edited.body]);
    expect(items).toMatchObject([{ type: 'prospect.updated', subjectId: ada.id, data: prospect }]);
    expect(handedBack.body).toEqual({ ...ada, updatedAt: expect.any(String) });
  });

  test('may be named in any script, without what cannot be kept', async () => {
    const answer = await patch({ body: { firstName: 'a\u0000d\ud800a', lastName: '山田 👩🏽‍🚀' } });

    expect(answer.body).toMatchObject({ firstName: 'ad\ufffda', lastName: '山田 👩🏽‍🚀' });
    await patch({ body: { firstName: null, lastName: null } });
  });

  test('is as it was when nothing is asked for', async () => {
    const { seq } = await readEvents(service);

    const answer = await patch({ body: {} });

    expect(answer).toMatchObject({ status: 200, body: { id: ada.id, editedFields: [] } });
    expect((await readEvents(service)).seq).toBe(seq);
  });

  test.each<[string, unknown]>([
    ['an unknown field', { nickname: 'A' }],
    ['the e-mail', { email: 'grace@example.com' }],
    ['the id beside a name', { name: 'Ada', id: '1' }],
    ['an empty name', { name: '' }],
    ['a blank name', { name: ' \u0000\t' }],
    ['a number', { name: 1 }],
    ['a list', { name: ['Ada'] }],
    ['a long name', { name: 'a'.repeat(201) }],
    ['a long phone', { phone: '1'.repeat(51) }],
    ['no time zone', { timezone: 'Mars/Olympus' }],
    ['a list of edits', [{ name: 'Ada' }]],
  ])('is not given %s', async (_, body) => {
    expectProblem(await patch({ body }), 422, 'validation');
    expect((await theProspect(service)).prospect).toMatchObject({
      name: ada.name,
      editedFields: [],
    });
  });

  test.each(['{', '{"name":}', 'name=Ada', '"Ada"', '{"name":"Ada"}}'])(
    'is not changed by what is no JSON: %s',
    async (body) => {
      expectProblem(await patch({ body }), 400, 'malformed');
    },
  );

  test.each(['text/plain', 'application/x-www-form-urlencoded', null])(
    'is not changed by what does not say that it is JSON: %s',
    async (contentType) => {
      expectProblem(await patch({ body: { name: 'Ada' }, contentType }), 415, 'not_json');
    },
  );

  test('is not changed by more than a person writes', async () => {
    expectProblem(await patch({ body: { name: 'a'.repeat(70_000) } }), 413, 'too_large');
  });

  test('is not there for another organization', async () => {
    const token = await service.token({ org: 'others', role: 'admin' });

    expectProblem(await patch({ body: { name: 'Mallory' }, token }), 404, 'not_found');
    expect((await theProspect(service)).prospect.name).toBe(ada.name);
  });

  function patch(options: RequestOptions) {
    return send<Prospect>(service, 'PATCH', `/prospects/${ada.id}`, options);
  }
});
