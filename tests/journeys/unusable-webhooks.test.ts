import { describe, expect, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import { aRunningService, fixture, type RunningService } from '../support/a-running-service.ts';
import { listProspects } from '../support/the-api.ts';

describe('what Calendly signed and the service cannot use', () => {
  const deep = `{"event":"invitee.created","payload":${'['.repeat(100_000)}${']'.repeat(100_000)}}`;
  const withoutEmail = fixture('webhook.invitee-created.missing-email');

  test.each<[string, Buffer | string, string]>([
    ['no JSON', '{"event": "invitee.created", ', 'bad_json'],
    ['a byte order mark', `\uFEFF${aBooking()}`, 'bad_json'],
    ['nothing', '', 'empty'],
    ['null', 'null', 'not_an_object'],
    ['a number', '42', 'not_an_object'],
    ['a text', '"invitee.created"', 'not_an_object'],
    ['a list', '[]', 'not_an_object'],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'bad_json'],
    ['an object without an event', '{}', 'schema'],
    ['an event that is no text', '{"event": 1, "payload": {}}', 'schema'],
    ['a hundred thousand levels', deep, 'too_deep'],
    ['a booking without an e-mail address', withoutEmail, 'no_email'],
  ])('is stored byte by byte with a reason: %s', async (_, body, reason) => {
    await using service = await aRunningService();

    const answer = await service.post(body);

    expect(answer).toMatchObject({ status: 200, body: { status: 'stored' } });
    expect(await onlyDelivery(service)).toMatchObject({
      status: 'dead',
      reason,
      organizationId: 'demo',
      rawBody: Buffer.from(body).toString('base64'),
    });
    expect((await listProspects(service)).items).toEqual([]);
    expect((await service.post(aBooking())).body).toEqual({ status: 'accepted' });
  });

  test('is never inflated: a compressed body is stored as it came', async () => {
    await using service = await aRunningService();

    const answer = await service.post(aBooking(), { headers: { 'content-encoding': 'gzip' } });

    expect(answer.body).toEqual({ status: 'stored' });
    expect(await onlyDelivery(service)).toMatchObject({ reason: 'encoded' });
  });

  test('stays a duplicate when it is told again', async () => {
    await using service = await aRunningService();
    await service.post('null');

    expect((await service.post('null')).body).toEqual({ status: 'duplicate' });
  });
});

describe('what is none of the service’s business', () => {
  test.each([
    'webhook.unknown-event',
    'webhook.contact-created',
    'webhook.event-type-created',
    'webhook.meeting-recap-created',
  ])('is ignored: %s', async (name) => {
    await using service = await aRunningService();

    const answer = await service.post(fixture(name));

    expect(answer).toMatchObject({ status: 200, body: { status: 'ignored' } });
    expect((await listProspects(service)).seq).toBe(0);
  });

  test('is unrouted where there is no default organization', async () => {
    await using service = await aRunningService({ DEFAULT_ORGANIZATION_ID: 'none' });
    const body = aBooking();

    const answers = [await service.post(body), await service.post(body)];

    expect(answers.map((answer) => answer.body)).toEqual([
      { status: 'unrouted' },
      { status: 'duplicate' },
    ]);
    expect((await listProspects(service)).items).toEqual([]);
  });
});

describe('a name as an invitee likes to have it', () => {
  test.each([
    ['nothing at all', '\u0000'],
    ['half a character', '\uD800'],
    ['markup', '<img src=x onerror=alert(1)>'],
    ['a formula', '=HYPERLINK("https://evil.example")'],
    ['right to left', '\u202Eada'],
    ['a family', '👩‍👩‍👧‍👦'],
    ['a hundred thousand letters', 'a'.repeat(100_000)],
  ])('is no reason to refuse the booking: %s', async (_, name) => {
    await using service = await aRunningService();
    const body = aBooking().replaceAll('"name":"Ada"', `"name":${JSON.stringify(name)}`);
    expect(body).not.toBe(aBooking());

    const answer = await service.post(body);

    expect(answer).toMatchObject({ status: 200, body: { status: 'accepted' } });
    expect((await listProspects(service)).items).toMatchObject([{ email: 'ada@example.com' }]);
  });

  test('pollutes no object', async () => {
    await using service = await aRunningService();
    const polluting =
      '"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},';

    const answer = await service.post(aBooking().replaceAll('{"', `{${polluting}"`));

    expect(answer).toMatchObject({ status: 200 });
    expect('polluted' in {}).toBe(false);
  });
});

async function onlyDelivery(service: RunningService): Promise<unknown> {
  const token = await service.token({ role: 'admin' });
  const { body } = await service.get<{ items: { id: string }[] }>('/deliveries', { token });
  expect(body.items).toHaveLength(1);
  return (await service.get(`/deliveries/${body.items[0]?.id}`, { token })).body;
}
