import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { aBooking } from '../support/a-booked-webhook.ts';
import { aRunningService, fixture, type RunningService } from '../support/a-running-service.ts';
import { expectProblem, listProspects } from '../support/the-api.ts';

describe('the list of prospects', () => {
  let service: RunningService;

  beforeAll(async () => {
    service = await aRunningService();
    await service.post(fixture('webhook.invitee-canceled.by-invitee'));
    for (const name of ['ada', 'grace', 'elodie', 'mary_ann']) {
      await service.post(aBooking(`${name}@example.com`));
    }
  });
  afterAll(() => service.stop());

  test.each([
    ['?search=ada', ['ada']],
    ['?search=ADA%40', ['ada']],
    ['?search=%20Ada%20', ['ada']],
    ['?search=whitfield', ['dana.whitfield']],
    ['?search=y_a', ['mary_ann']],
    ['?search=%25', []],
    ['?search=%00ada%00', ['ada']],
    ['?search=nobody', []],
    ['?filter=canceled', ['dana.whitfield']],
    ['?filter=no_show', []],
    ['?filter=upcoming&search=e', ['elodie', 'grace', 'ada', 'mary_ann']],
    ['?filter=upcoming&search=dana', []],
  ])('asked for %s has whom it names', async (query, names) => {
    const { items } = await listProspects(service, query);

    const emails = items.map(({ email }) => email).toSorted();
    expect(emails).toEqual(names.map((name) => `${name}@example.com`).toSorted());
  });

  test.each(['?search=', '?search=%20%20', '?limit=100'])(
    'asked for %s has everybody',
    async (query) => {
      expect((await listProspects(service, query)).items).toHaveLength(5);
    },
  );

  test('is read to its end by cursors, with what was asked for', async () => {
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const next: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page = await listProspects(service, `?filter=upcoming&limit=3${next}`);
      seen.push(...page.items.map(({ email }) => email));
      cursor = page.nextCursor;
    } while (cursor !== null);

    expect(seen).toHaveLength(4);
    expect(new Set(seen).size).toBe(4);
  });

  test.each([
    '?limit=0',
    '?limit=101',
    '?limit=-1',
    '?limit=1.5',
    '?limit=',
    '?limit=all',
    '?limit=1&limit=2',
    '?cursor=',
    `?cursor=${'A'.repeat(1001)}`,
    '?filter=',
    '?filter=active',
    '?filter=UPCOMING',
    `?search=${'a'.repeat(201)}`,
    '?cor=x',
  ])('asked for %s says what is wrong', async (query) => {
    const answer = await service.get<{ detail: string }>(`/prospects${query}`);

    expectProblem(answer, 422, 'validation');
    expect(answer.body.detail).toContain(query.slice(1, query.indexOf('=')));
  });

  test('refuses a cursor that another organization was given', async () => {
    const { nextCursor } = await listProspects(service, '?limit=1');
    const token = await service.token({ org: 'others' });

    const answer = await service.get(`/prospects?cursor=${nextCursor}`, { token });

    expectProblem(answer, 400, 'cursor_invalid');
  });
});
