import { ActionRefused } from '../bookings/calendly-world.ts';
import type { Invitee } from '../bookings/invitee.ts';
import { NothingThere } from '../control/nothing-there.ts';
import { type Answer, redirect } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import type { Route } from '../http/router.ts';
import { instantIn } from '../time/zoned-time.ts';
import { bookingPage } from './booking-page.ts';
import type { BookingSite } from './booking-site.ts';
import { cancelPage, hostOf, reschedulePage } from './change-pages.ts';
import { styleSheet } from './style-sheet.ts';

type Deed = 'booked' | 'canceledNow' | 'rescheduledNow' | 'markedNow' | 'clearedNow';

/** A page is shown once its webhooks were answered, or after this long. */
const patienceMs = 2_000;

/** The booking page, and the routes of its buttons and of the links of bookings. */
export function pageRoutes(site: BookingSite): Route[] {
  return [
    page('GET', '/', (call) => bookingPage(site, call)),
    page('GET', '/simulator/style.css', () => ({
      status: 200,
      headers: { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'no-cache' },
      body: styleSheet,
    })),
    page('POST', '/book', (call) => doing(site, call, () => book(site, call))),
    page('GET', '/cancellations/:invitee', (call) => about(site, call, cancelPage)),
    page('POST', '/cancellations/:invitee', (call) =>
      doing(site, call, (invitee, form) => {
        const reason = form.get('reason') || null;
        site.bookings.cancel(invitee, { by: actorIn(form), reason });
        return 'canceledNow';
      }),
    ),
    page('GET', '/reschedulings/:invitee', (call) => about(site, call, reschedulePage)),
    page('POST', '/reschedulings/:invitee', (call) =>
      doing(site, call, (invitee, form) => reschedule(site, invitee, form)),
    ),
    page('POST', '/no-shows/:invitee', (call) =>
      doing(site, call, (invitee, form) => {
        const isMarking = form.get('mark') !== 'clear';
        if (isMarking) site.bookings.markNoShow(invitee);
        else site.bookings.clearNoShow(invitee);
        return isMarking ? 'markedNow' : 'clearedNow';
      }),
    ),
  ];
}

class FormInvalid extends Error {}

function book(site: BookingSite, call: Call): Deed {
  const form = new URLSearchParams(call.body);
  const { directory } = site.world;
  const user = directory.userOrFirst(call.query.get('user'));
  const start = instantIn(user.timezone, form.get('start') ?? '');
  const email = (form.get('email') ?? '').trim();
  const name = (form.get('name') ?? '').trim();
  const eventType = directory.eventType(form.get('eventType') ?? '')?.slug;
  if (start === null || name === '' || !email.includes('@') || eventType === undefined)
    throw new FormInvalid();
  site.bookings.book({ email, name, eventType, start: start.toISOString() });
  return 'booked';
}

function reschedule(site: BookingSite, inviteeId: string, form: URLSearchParams): Deed {
  const invitee = site.world.ledger.invitee(inviteeId);
  if (invitee === undefined) throw new NothingThere();
  const start = instantIn(hostOf(site, invitee).timezone, form.get('start') ?? '');
  if (start === null) throw new FormInvalid();
  const reason = form.get('reason') || null;
  const request = { by: actorIn(form), reason, start: start.toISOString() };
  site.bookings.reschedule(inviteeId, request);
  return 'rescheduledNow';
}

/** Does the action, waits for its webhooks, and redirects to the front page. */
async function doing(
  site: BookingSite,
  call: Call,
  work: (invitee: string, form: URLSearchParams) => Deed,
): Promise<Answer> {
  const query = new URLSearchParams();
  for (const name of ['user', 'lang']) {
    const value = call.query.get(name);
    if (value !== null) query.set(name, value);
  }
  try {
    query.set('done', work(call.params['invitee'] ?? '', new URLSearchParams(call.body)));
    await site.postOffice.settledWithin(patienceMs);
  } catch (error) {
    query.set('problem', problemOf(error));
  }
  return redirect(303, `/?${query.toString()}`);
}

function problemOf(error: unknown): string {
  if (error instanceof FormInvalid) return 'invalid';
  if (error instanceof NothingThere) return 'gone';
  if (!(error instanceof ActionRefused)) throw error;
  return error.message === 'Event is full' ? 'full' : 'gone';
}

function about(
  site: BookingSite,
  call: Call,
  show: (site: BookingSite, invitee: Invitee, call: Call) => Answer,
): Answer {
  const invitee = site.world.ledger.invitee(call.params['invitee'] ?? '');
  if (invitee?.status !== 'active') return redirect(303, '/?problem=gone');
  return show(site, invitee, call);
}

function actorIn(form: URLSearchParams): 'host' | 'invitee' {
  return form.get('by') === 'host' ? 'host' : 'invitee';
}

function page(method: string, path: string, handle: Route['handle']): Route {
  return { method, path, kind: 'page', handle };
}
