import type { ServedStep } from './a-served-history.ts';

const api = 'https://api.calendly.com';
const owner = `${api}/users/3e9a1c52-77d4-4b8b-8f0e-2a6c9d1b4f01`;
/** Users whose subscriptions report the same things again. */
const others = [
  `${api}/users/b20f4d7e-0c6a-4e53-a1b9-6d8e7f3c5a02`,
  `${api}/users/AAAAAAAAAAAAAAAA`,
] as const;
const longestChain = 4;

/** Stands in bodies for the name of the history, so that one history can be sent under several. */
export const historyName = 'history-name';

/** One report of Calendly: its webhook's body, and the bodies in which further subscriptions repeat it. */
export interface ServedReport {
  body: string;
  repeated: string[];
  /** How often it is sent beyond the first time, and by which subscription: 0 is the first one again. */
  again: readonly number[];
}

interface Meeting {
  id: string;
  name: string;
  start: number;
  location: object | null;
  updatedAt: string;
  createdAt: string;
  cancellation: object | null;
}

interface Booking {
  meeting: Meeting;
  uri: string;
  email: string;
  name: string;
  phone: string | null;
  source: string | null;
  createdAt: string;
  updatedAt: string;
  chain: number;
  replaces: Booking | null;
  replacedBy: Booking | null;
  cancellation: object | null;
  noShow: object | null;
}

/** An account that takes steps one by one, and reports each as Calendly's webhooks do. */
export class ServedCalendly {
  readonly reports: ServedReport[] = [];
  readonly #bookings: Booking[] = [];
  #microseconds = 0;
  #ids = 0;

  take(step: ServedStep): void {
    this.#microseconds += step.later;
    const booking = this.#recent(step);
    if (step.what === 'form') return this.#submitForm(step, this.#bookings.at(-1 - step.which));
    if (step.what === 'book' || booking === undefined) return this.#book(step, this.#meet(step));
    if (step.what === 'join') return this.#book(step, booking.meeting);
    if (step.what === 'reschedule') return this.#reschedule(step, booking);
    if (step.what === 'cancel') return this.#cancel(step, booking, 'invitee');
    if (step.what === 'call off') return this.#callOff(step, booking.meeting);
    if (step.what === 'no-show') return this.#toggleNoShow(step, booking);
    return this.#correct(step, booking);
  }

  #meet(step: ServedStep): Meeting {
    const at = this.#now();
    return {
      id: `EV-${historyName}-${(this.#ids += 1)}`,
      name: step.word ?? 'Consultation',
      start: Date.UTC(2026, 11, 3, 15) + this.#ids * 3_600_000,
      location: locations[step.spelling](null),
      createdAt: at,
      updatedAt: at,
      cancellation: null,
    };
  }

  #book(step: ServedStep, meeting: Meeting, replaces: Booking | null = null): void {
    this.#microseconds += 1;
    const at = this.#now();
    const booking: Booking = {
      meeting,
      uri: `/scheduled_events/${meeting.id}/invitees/IN-${historyName}-${(this.#ids += 1)}`,
      email: replaces?.email ?? addressOf(step),
      name: step.word ?? 'Somebody',
      phone: step.bumps ? '+33612345678' : null,
      source: step.word,
      createdAt: at,
      updatedAt: at,
      chain: replaces === null ? 0 : replaces.chain + 1,
      replaces,
      replacedBy: null,
      cancellation: null,
      noShow: null,
    };
    if (replaces !== null) replaces.replacedBy = booking;
    this.#bookings.push(booking);
    this.#report(step, 'invitee.created', booking);
  }

  #reschedule(step: ServedStep, old: Booking): void {
    if (old.chain >= longestChain) return this.#cancel(step, old, 'host');
    this.#book(step, this.#meet(step), old);
    this.#cancel(step, old, step.bumps ? 'invitee' : 'host');
  }

  #cancel(step: ServedStep, booking: Booking, byType: 'host' | 'invitee'): void {
    const at = this.#touch(booking);
    booking.cancellation = {
      canceled_by: byType === 'host' ? 'Mira Holt' : booking.name,
      reason: step.word,
      canceler_type: byType,
      created_at: at,
    };
    this.#report(step, 'invitee.canceled', booking);
  }

  /** The host cancels a meeting: each of its invitees hears of it. */
  #callOff(step: ServedStep, meeting: Meeting): void {
    this.#microseconds += 1;
    meeting.updatedAt = this.#now();
    meeting.cancellation = {
      canceled_by: 'Mira Holt',
      reason: step.word,
      canceler_type: 'host',
      created_at: meeting.updatedAt,
    };
    for (const booking of this.#active()) {
      if (booking.meeting === meeting) this.#cancel(step, booking, 'host');
    }
  }

  #toggleNoShow(step: ServedStep, booking: Booking): void {
    // Without a new time on the invitee, only the time of the envelope, in whole seconds, shows which came later.
    if (!step.bumps) this.#microseconds += 60_000_000;
    const at = step.bumps ? this.#touch(booking) : this.#now();
    const marks = booking.noShow === null;
    const uri = `${api}/invitee_no_shows/NS-${historyName}-${(this.#ids += 1)}`;
    booking.noShow = marks ? { uri, created_at: at } : null;
    this.#report(step, marks ? 'invitee_no_show.created' : 'invitee_no_show.deleted', booking);
    if (!step.bumps) this.#microseconds += 60_000_000;
  }

  /** A corrected address or a finished conference is not reported; the next delivery has them. */
  #correct(step: ServedStep, booking: Booking): void {
    this.#touch(booking);
    booking.email = addressOf(step);
    booking.meeting.location = locations[step.spelling](`https://meet.test/${this.#ids}`);
    booking.meeting.updatedAt = booking.updatedAt;
  }

  #submitForm(step: ServedStep, booking: Booking | undefined): void {
    this.#microseconds += 1;
    const at = this.#now();
    const id = `SUB-${historyName}-${(this.#ids += 1)}`;
    const form = (submitter: string | null) => ({
      uri: `${api}/routing_form_submissions/${id}`,
      routing_form: `${api}/routing_forms/3cec085f-6a29-4d0d-98ec-f95b0a1d2c41`,
      questions_and_answers: [
        { question_uuid: 'q1', question: 'Work email', answer: addressOf(step) },
        { question_uuid: 'q2', question: 'Company', answer: step.word },
      ],
      tracking: { utm_source: step.word },
      submitter,
      submitter_type: submitter === null ? null : 'Invitee',
      created_at: at,
      updated_at: this.#now(),
    });
    const event = 'routing_form_submission.created';
    if (booking === undefined || step.bumps) this.#send(step, event, form(null));
    this.#microseconds += 1;
    if (booking !== undefined) this.#send(step, event, form(hostOf(step) + booking.uri));
  }

  #report(step: ServedStep, event: string, booking: Booking): void {
    const { meeting, replaces, replacedBy, cancellation } = booking;
    this.#send(step, event, {
      uri: api + booking.uri,
      email: booking.email,
      first_name: null,
      last_name: null,
      name: booking.name,
      status: cancellation === null ? 'active' : 'canceled',
      questions_and_answers: [{ question: 'Subject', answer: booking.name, position: 0 }],
      timezone: step.bumps ? 'Europe/Paris' : null,
      event: `${api}/scheduled_events/${meeting.id}`,
      created_at: booking.createdAt,
      updated_at: booking.updatedAt,
      tracking: { utm_source: booking.source, utm_campaign: null },
      text_reminder_number: booking.phone,
      rescheduled: replacedBy !== null,
      old_invitee: replaces && hostOf(step) + replaces.uri,
      new_invitee: replacedBy && hostOf(step) + replacedBy.uri,
      cancel_url: `https://calendly.com/cancellations/${booking.uri.split('/').at(-1)}`,
      reschedule_url: `https://calendly.com/reschedulings/${booking.uri.split('/').at(-1)}`,
      routing_form_submission: null,
      payment: null,
      no_show: booking.noShow,
      ...(cancellation && { cancellation }),
      // Deliveries from before 2024 do not report the meeting.
      ...(step.hasMeeting && { scheduled_event: meetingBody(meeting) }),
    });
  }

  #send(step: ServedStep, event: string, payload: object): void {
    const bodyBy = (created_by: string, laterSeconds: number) => {
      const at = new Date(Date.UTC(2026, 10, 24, 9) + Math.floor(this.#microseconds / 1_000));
      at.setUTCSeconds(at.getUTCSeconds() + 1 + laterSeconds, 0);
      const created_at = at.toISOString().replace('.000Z', '.000000Z');
      return JSON.stringify({ event, created_at, created_by, payload });
    };
    if (step.lost) return;
    const repeated = others.map((creator, i) => bodyBy(creator, i * 10));
    this.reports.push({ body: bodyBy(owner, 0), repeated, again: step.again });
  }

  #touch(booking: Booking): string {
    this.#microseconds += 1;
    booking.updatedAt = this.#now();
    return booking.updatedAt;
  }

  #recent({ what, which }: ServedStep): Booking | undefined {
    const all = what === 'no-show' ? this.#bookings : this.#active();
    return all.at(-1 - (which % Math.max(1, all.length)));
  }

  #active(): Booking[] {
    return this.#bookings.filter(
      ({ cancellation, replacedBy }) => cancellation === null && replacedBy === null,
    );
  }

  #now(): string {
    const milliseconds = Date.UTC(2026, 10, 24, 9) + Math.floor(this.#microseconds / 1_000);
    const rest = `${this.#microseconds % 1_000}`.padStart(3, '0');
    return new Date(milliseconds).toISOString().replace('Z', `${rest}Z`);
  }
}

const locations = [
  () => ({ type: 'physical', location: '12 Harbour Street' }),
  (url: string | null) => ({ type: 'google_conference', status: 'pushed', join_url: url }),
  () => ({ type: 'outbound_call', location: '+14045551234' }),
] as const;

/** The spellings of one person's address are one person. */
function addressOf({ person, spelling }: ServedStep): string {
  const ada = `ada.${historyName}@example.com`;
  const grace = `grace+${historyName}`;
  const spellings = [
    [ada, ` ${ada.replace('ada', 'ADA').replace('example', 'Example')}`, `${ada}\t`],
    [`${grace}@bücher.example`, `${grace}@xn--bcher-kva.example`, `${grace}@BÜCHER.example`],
    [
      `zo\u00eb.${historyName}@example.com`,
      `zoe\u0308.${historyName}@example.com`,
      `ZO\u00cb.${historyName}@example.com`,
    ],
  ] as const;
  return spellings[person][spelling];
}

/** Calendly's own samples name two hosts for one booking. */
function hostOf({ spelling }: ServedStep): string {
  return spelling === 1 ? 'https://calendly.com' : api;
}

function meetingBody({ id, name, start, location, cancellation, createdAt, updatedAt }: Meeting) {
  return {
    uri: `${api}/scheduled_events/${id}`,
    name,
    status: cancellation === null ? 'active' : 'canceled',
    start_time: new Date(start).toISOString(),
    end_time: new Date(start + 30 * 60_000).toISOString(),
    event_type: `${api}/event_types/91d3c0b4-2f7a-4e9c-8b1d-5a6f7c8e9d31`,
    location,
    invitees_counter: { total: 1, active: 1, limit: 4 },
    created_at: createdAt,
    updated_at: updatedAt,
    event_memberships: [
      { user: owner, user_email: 'mira.holt@northwind.test', user_name: 'Mira Holt' },
    ],
    event_guests: [],
    ...(cancellation && { cancellation }),
  };
}
