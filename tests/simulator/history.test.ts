import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { CalendlyDecoder } from '../../adapters/calendly/calendly-decoder.ts';
import { aDelivery } from '../calendly/a-delivery.ts';
import { ACalendly, startedAt } from './a-calendly.ts';
import { pathOf } from './a-subscription.ts';

/** All meetings of a user with their invitees, oldest first. */
async function historyOf(calendly: ACalendly, user?: string) {
  const token = calendly.token(user);
  const who = await calendly.who(user);
  const events = [];
  let page_token = '';
  do {
    const query = new URLSearchParams({
      user: who.user,
      count: '100',
      ...(page_token && { page_token }),
    });
    const { body } = await calendly.get(`/scheduled_events?${query.toString()}`, token);
    events.push(...body.collection);
    page_token = body.pagination.next_page_token ?? '';
  } while (page_token !== '');
  const invitees = await Promise.all(
    events.map(
      async ({ uri }) => (await calendly.get(`${pathOf(uri)}/invitees?count=100`, token)).body,
    ),
  );
  return events.map((event, at) => ({ event, invitees: invitees[at].collection }));
}

let calendly: ACalendly;
let history: Awaited<ReturnType<typeof historyOf>>;
beforeAll(async () => {
  calendly = await ACalendly.start({ events: 300, upcoming: 6, rateLimit: false });
  history = await historyOf(calendly);
});
afterAll(() => calendly[Symbol.asyncDispose]());

const isOver = ({ event }: { event: { end_time: string } }) => new Date(event.end_time) < startedAt;

test('the first user has as many past meetings as asked for, and some to come; others a tenth', async () => {
  const mira = await historyOf(calendly, 'mira-holt');

  expect(history.filter(isOver)).toHaveLength(300);
  expect(history).toHaveLength(306);
  expect(mira.filter(isOver)).toHaveLength(30);
  const earliest = Date.parse(history[0]?.event.start_time);
  const days = (startedAt.getTime() - earliest) / 86_400_000;
  expect(days).toBeGreaterThan(80);
  expect(days).toBeLessThan(90);
});

test('a history has all that becomes of meetings, and every one can be decoded', () => {
  const invitees = history.flatMap(({ invitees }) => invitees);
  const count = (isOne: (invitee: Record<string, unknown>) => unknown) =>
    invitees.filter(isOne).length;
  const kinds = {
    canceledByHost: count((one) => (one['cancellation'] as never)?.['canceler_type'] === 'host'),
    canceledByInvitee: count((one) => one['status'] === 'canceled' && one['rescheduled'] === false),
    rescheduledAway: count((one) => one['rescheduled']),
    rescheduledTo: count((one) => one['old_invitee']),
    noShow: count((one) => one['no_show']),
    withPhone: count((one) => one['text_reminder_number']),
    answering: count((one) => (one['questions_and_answers'] as unknown[]).length > 0),
    inGroups: history.filter((one) => one.invitees.length > 1).length,
  };
  for (const [kind, many] of Object.entries(kinds))
    expect({ kind, some: many > 0 }).toEqual({ kind, some: true });
  expect(kinds.rescheduledTo).toBe(kinds.rescheduledAway);
  const people = new Set(invitees.map(({ email }) => email));
  expect(people.size).toBeGreaterThan(100);
  expect(people.size).toBeLessThan(invitees.length);

  const decoded = history.flatMap(({ event, invitees }) =>
    invitees.map((invitee: object) =>
      new CalendlyDecoder().decode(
        aDelivery({
          event: 'invitee.created',
          created_at: '2026-11-24T09:00:00.000000Z',
          created_by: event.event_memberships[0].user,
          payload: { ...invitee, scheduled_event: event },
        }),
      ),
    ),
  );
  expect(new Set(decoded.map(({ kind }) => kind))).toEqual(new Set(['fact']));
});

test('links of a history lead to each other, and no time of it is out of order', () => {
  const byUri = new Map(
    history.flatMap(({ invitees }) => invitees.map((one: { uri: string }) => [one.uri, one])),
  );
  for (const { event, invitees } of history) {
    expect(event.created_at < event.start_time).toBe(true);
    expect(new Date(event.updated_at).getTime()).toBeLessThan(startedAt.getTime());
    const hour = Number(event.start_time.slice(11, 13));
    expect(hour >= 7 && hour < 17).toBe(true);
    expect(event.created_at <= event.updated_at).toBe(true);
    for (const invitee of invitees) {
      expect(invitee.created_at > event.created_at).toBe(true);
      expect(invitee.created_at <= invitee.updated_at).toBe(true);
      const canceledAt = invitee.cancellation?.created_at ?? invitee.created_at;
      expect(canceledAt >= invitee.created_at && canceledAt < event.start_time).toBe(true);
      const next = byUri.get(invitee.new_invitee) as { old_invitee: string } | undefined;
      expect(next?.old_invitee ?? null).toBe(invitee.new_invitee && invitee.uri);
    }
  }
});

test('the same seed has the same history, another one another', async () => {
  await using one = await ACalendly.start({ events: 40 });
  await using same = await ACalendly.start({ events: 40 });
  await using other = await ACalendly.start({ events: 40, seed: 2 });
  const told = async (calendly: ACalendly) => {
    const text = JSON.stringify(await historyOf(calendly));
    return text.replaceAll(calendly.url, '');
  };

  expect(await told(same)).toBe(await told(one));
  expect(await told(other)).not.toBe(await told(one));
});

test('tomorrow’s past is today’s, and one day more', async () => {
  const tomorrow = new Date(startedAt.getTime() + 86_400_000);
  await using later = await ACalendly.start({ events: 300, rateLimit: false, now: () => tomorrow });

  const kept = (past: typeof history) =>
    past.map(({ event, invitees }) => ({
      uri: event.uri,
      start: event.start_time,
      status: event.status,
      invitees: invitees.map(({ uri, email }: Record<string, string>) => ({ uri, email })),
    }));
  const [before, after] = [kept(history.filter(isOver)), kept(await historyOf(later))];
  const known = new Set(before.map(({ uri }) => uri));
  const shared = after.filter(({ uri }) => known.has(uri));
  // What was moved out of the window, or to its end, is told of by its neighbour.
  expect(shared.length).toBeGreaterThan(290);
  expect(before.slice(-shared.length)).toEqual(shared);
});

test('meetings to come are one a day, also without a past', async () => {
  await using calendly = await ACalendly.start({ events: 0, upcoming: 5 });

  const days = (await historyOf(calendly)).map(({ event }) => event.start_time.slice(0, 10));

  expect(new Set(days).size).toBe(5);
});

test('nobody is told of a history', () => {
  expect(calendly.simulator.deliveries).toEqual([]);
});

test('organizations, people, plans and roles are set up as asked for', async () => {
  await using calendly = await ACalendly.start({
    organizations: [
      {
        name: 'Atelier Été',
        plan: 'enterprise',
        users: [{ name: 'Zoé Blanc' }, { name: 'Ali Noir', role: 'admin', locale: 'en' }],
      },
    ],
  });

  const { users, organizations } = (await calendly.get('/simulator')).body;
  expect(organizations).toMatchObject([{ slug: 'atelier-ete', plan: 'enterprise' }]);
  expect(users).toMatchObject([
    { slug: 'zoe-blanc', role: 'owner', email: 'zoe.blanc@atelier-ete.example' },
    { slug: 'ali-noir', role: 'admin' },
  ]);
});
