import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Note } from '../../adapters/wire/note.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import { type RequestOptions, send } from '../support/a-request.ts';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';
import { ASocket, until } from '../support/a-socket.ts';
import { expectProblem, theProspect } from '../support/the-api.ts';

describe('a note that a person writes', () => {
  let service: RunningService;
  let id: string;

  beforeAll(async () => {
    service = await aRunningService();
    await service.post(aBooking());
    id = (await theProspect(service)).prospect.id;
  });
  afterAll(() => service.stop());

  test('is answered, shown, and told to who listens', async () => {
    using socket = new ASocket(service.url, { auth: { token: await service.token(), after: 0 } });
    await socket.ready();

    const answer = await post({ body: { body: '  A rappeler\nlundi ' } });
    await until(() => socket.events().length >= 2, 'the note on a socket');

    expect(answer.status).toBe(201);
    expect(Note.strict().parse(answer.body)).toEqual({
      id: expect.any(String),
      prospectId: id,
      kind: 'manual',
      body: 'A rappeler\nlundi',
      createdAt: expect.any(String),
      author: 'a-person',
    });
    const { prospect, notes } = await theProspect(service);
    expect(notes[0]).toEqual(answer.body);
    expect(prospect.lastActivityAt).toBe(answer.body.createdAt);
    expect(socket.events().slice(-2)).toMatchObject([
      { type: 'prospect.updated', data: prospect },
      { type: 'note.added', subjectId: answer.body.id, data: answer.body },
    ]);
  });

  test('keeps every character but those that cannot be kept', async () => {
    const { body } = await post({ body: { body: '<b>é 👩🏽‍🚀 שלום\u0000 \ud800\\' } });

    expect(body.body).toBe('<b>é 👩🏽‍🚀 שלום \ufffd\\');
    expect((await theProspect(service)).notes).toContainEqual(body);
  });

  test.each<[string, unknown]>([
    ['nothing', {}],
    ['no text', { body: 1 }],
    ['null', { body: null }],
    ['a blank', { body: ' \n\u0000' }],
    ['too much', { body: 'a'.repeat(10_001) }],
    ['an author', { body: 'a', author: 'grace' }],
    ['a kind', { body: 'a', kind: 'booked' }],
    ['a list', []],
  ])('does not say %s', async (_, body) => {
    const before = (await theProspect(service)).notes;

    expectProblem(await post({ body }), 422, 'validation');
    expect((await theProspect(service)).notes).toEqual(before);
  });

  test('may be ten thousand characters long', async () => {
    const { status, body } = await post({ body: { body: 'é'.repeat(10_000) } });

    expect(status).toBe(201);
    expect(body.body).toHaveLength(10_000);
  });

  test('comes as JSON', async () => {
    expectProblem(await post({ body: '{"body":' }), 400, 'malformed');
    expectProblem(await post({ body: 'Hello', contentType: 'text/plain' }), 415, 'not_json');
  });

  test('is not written on what is not there, or not theirs', async () => {
    const token = await service.token({ org: 'others', role: 'admin' });
    const before = (await theProspect(service)).notes;

    expectProblem(await post({ body: { body: 'x' }, token }), 404, 'not_found');
    const nobody = `/prospects/${crypto.randomUUID()}/notes`;
    expectProblem(await send(service, 'POST', nobody, { body: { body: 'x' } }), 404, 'not_found');
    expect((await theProspect(service)).notes).toEqual(before);
  });

  function post(options: RequestOptions) {
    return send<Note>(service, 'POST', `/prospects/${id}/notes`, options);
  }
});
