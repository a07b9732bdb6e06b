import { describe, expect, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import { aMember } from '../support/a-member.ts';
import { send } from '../support/a-request.ts';
import { aRunningService, type RunningService } from '../support/a-running-service.ts';
import { until } from '../support/a-socket.ts';
import { expectProblem, listProspects, showProspect, theProspect } from '../support/the-api.ts';

describe('what an invitee types', () => {
  test.each<[string, string]>([
    ['markup', '<img src=x onerror=alert(1)>'],
    ['a formula', '=HYPERLINK("https://evil.example")'],
    ['right to left', '\u202Eada'],
    ['a family of one character', '👩‍👩‍👧‍👦'],
    ['quotes and a statement', `'); drop table prospects; --`],
    ['a pattern', '%_\\'],
    ['a template', '{{7*7}}${7*7}#{7*7}'],
    ['lines of a log', 'Ada\n{"level":60,"msg":"hacked"}'],
  ])('is kept to the letter: %s', async (_, name) => {
    await using service = await aRunningService();

    const answer = await service.post(named(name));

    expect(answer.body).toEqual({ status: 'accepted' });
    expect((await listProspects(service)).items).toMatchObject([{ name }]);
    expect(
      (await listProspects(service, `?search=${encodeURIComponent(name)}`)).items,
    ).toHaveLength(1);
    expect(JSON.stringify(service.logger.lines)).not.toContain(JSON.stringify(name).slice(1, -1));
  });

  test.each<[string, string]>([
    ['a NUL', '"A\\u0000da"'],
    ['half a character', '"\\ud800Ada"'],
    ['a number that is too large for any', '1e400'],
    ['a number of thirty digits', '123456789012345678901234567890'],
    ['a list', '["Ada"]'],
    ['an object', '{"toString": null, "__proto__": {"polluted": 1}}'],
    ['a truth', 'true'],
  ])('where no name could be costs the name at most: %s', async (_, json) => {
    await using service = await aRunningService();
    const body = aBooking().replace(/"name":"Ada"/g, `"name":${json}`);

    const answer = await service.post(body);

    expect(answer.body).toEqual({ status: 'accepted' });
    expect((await listProspects(service)).items).toMatchObject([{ email: 'ada@example.com' }]);
    expect(await statuses(service)).toEqual(['applied']);
    expect('polluted' in {}).toBe(false);
  });

  test.each<[string, string]>([
    ['a NUL in it', 'a\u0000da@example.com'],
    ['a line break in it', 'ada@example.com\nBcc: all@example.com'],
    ['nothing around the sign', '@'],
    ['no sign', 'ada'],
    ['a megabyte, nearly', `${'a'.repeat(900_000)}@example.com`],
  ])('where no address could be never ends in trying for ever: %s', async (_, email) => {
    await using service = await aRunningService();
    const body = aBooking().replaceAll('"ada@example.com"', JSON.stringify(email));

    const answer = await service.post(body);

    expect(answer.status).toBe(200);
    expect(['accepted', 'stored']).toContain((answer.body as { status: string }).status);
    expect(['applied', 'dead']).toContain((await statuses(service))[0]);
    expect((await service.post(aBooking('grace@example.com'))).body).toEqual({
      status: 'accepted',
    });
  });
});

describe('what is longer than anybody needs', () => {
  const family = '👩‍👩‍👧‍👦';

  test('is cut between characters, with a mark; the webhook keeps all of it', async () => {
    await using service = await aRunningService();
    const body = named(family.repeat(20_000));

    const answer = await service.post(body);

    expect(answer.body).toEqual({ status: 'accepted' });
    const { prospect } = await theProspect(service);
    expect(prospect.name.length).toBeGreaterThan(900);
    expect(prospect.name.length).toBeLessThanOrEqual(1000);
    expect(prospect.name.replaceAll(family, '')).toBe('…');
    expect(await rawBodyOfTheOnlyDelivery(service)).toEqual(Buffer.from(body));
  });

  test('is cut though it is one character', async () => {
    await using service = await aRunningService();

    await service.post(named(`a${'\u0301'.repeat(100_000)}`));

    const { prospect } = await theProspect(service);
    expect(prospect.name).toMatch(/^a\u0301+…$/);
    expect(prospect.name).toHaveLength(1000);
  });

  test('keeps nobody’s page from being told', async () => {
    await using service = await aRunningService();
    using member = await aMember(service);
    const long = JSON.stringify('€'.repeat(300_000));
    const body = aBooking().replace(/"name":"Ada"/g, `"name":${long}`);

    expect((await service.post(body)).body).toEqual({ status: 'accepted' });
    await service.post(aBooking('grace@example.com'));

    await until(() => member.events().length === 6, 'six events');
    expect(member.disconnected).toBeNull();
  });

  test('and typed by a person is refused instead', async () => {
    await using service = await aRunningService();
    await service.post(aBooking());
    const { prospect } = await theProspect(service);

    const answer = await send(service, 'POST', `/prospects/${prospect.id}/notes`, {
      body: { body: 'a'.repeat(10_001) },
    });

    expectProblem(answer, 422, 'validation');
  });
});

describe('one address in many writings', () => {
  test('is one person: capitals, white space and names of hosts in any script', async () => {
    await using service = await aRunningService();

    for (const email of ['Ada@Exämple.com', ' ada@exämple.com ', 'ada@XN--EXMPLE-CUA.com']) {
      expect((await service.post(aBooking(email))).body).toEqual({ status: 'accepted' });
    }

    const { items } = await listProspects(service);
    expect(items).toHaveLength(1);
    const file = await showProspect(service, items[0]?.id ?? '');
    expect(file.scheduledEvents).toHaveLength(3);
  });

  test('is two people where dots or tags differ', async () => {
    await using service = await aRunningService();

    for (const email of ['ada.l@example.com', 'adal@example.com', 'ada.l+crm@example.com']) {
      await service.post(aBooking(email));
    }

    expect((await listProspects(service)).items).toHaveLength(3);
  });
});

function named(name: string): string {
  const body = aBooking();
  const other = body.replaceAll('"name":"Ada"', () => `"name":${JSON.stringify(name)}`);
  expect(other).not.toBe(body);
  return other;
}

async function rawBodyOfTheOnlyDelivery(service: RunningService): Promise<Buffer> {
  const token = await service.token({ role: 'admin' });
  const { body } = await service.get<{ items: { id: string }[] }>('/deliveries', { token });
  expect(body.items).toHaveLength(1);
  const path = `/deliveries/${body.items[0]?.id}`;
  const file = await service.get<{ rawBody: string }>(path, { token });
  return Buffer.from(file.body.rawBody, 'base64');
}

async function statuses(service: RunningService): Promise<string[]> {
  const token = await service.token({ role: 'admin' });
  const { body } = await service.get<{ items: { status: string }[] }>('/deliveries', { token });
  return body.items.map(({ status }) => status);
}
