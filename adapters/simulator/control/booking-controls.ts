import { bookMeeting } from '../bookings/book-meeting.ts';
import type { CalendlyWorld } from '../bookings/calendly-world.ts';
import { cancelInvitee, cancelMeeting } from '../bookings/cancel-meeting.ts';
import type { Invitee } from '../bookings/invitee.ts';
import { clearNoShow, markNoShow } from '../bookings/mark-no-show.ts';
import { rescheduleMeeting } from '../bookings/reschedule-meeting.ts';
import { submitRoutingForm } from '../bookings/submit-routing-form.ts';
import type { User } from '../people/directory.ts';
import type { EventType } from '../people/event-type.ts';
import { renderWebhookInvitee } from '../rendering/render-webhook-invitee.ts';
import { uriOf } from '../resource-uri.ts';
import { addSeconds, instantOf } from '../time/instant-text.ts';
import {
  BookingRequest,
  CancelRequest,
  FormRequest,
  RescheduleRequest,
} from './booking-request.ts';
import { NothingThere } from './nothing-there.ts';

/** A booking as a webhook shows it now, and its ids. */
export interface Booked {
  inviteeId: string;
  eventId: string;
  inviteeUri: string;
  eventUri: string;
  payload: object;
}

const daySeconds = 86_400;

/** The actions of people at Calendly: book, cancel, move, miss a meeting, fill in forms. Requests are checked. */
export class BookingControls {
  readonly #world: CalendlyWorld;

  constructor(world: CalendlyWorld) {
    this.#world = world;
  }

  /** @throws ZodError, NothingThere, ActionRefused */
  book(request: BookingRequest): Booked {
    const { email, name, user, eventType, start, guests, submission, ...more } =
      BookingRequest.parse(request);
    const type = this.#eventType(eventType, user);
    const invitee = bookMeeting(this.#world, {
      type,
      start: start ?? this.#inTwoDays(),
      person: { ...more, email, name: name ?? nameFrom(email), submissionId: submission },
      guests,
    });
    return this.#booked(invitee);
  }

  cancel(inviteeId: string, request: CancelRequest = {}): Booked {
    const { by, reason } = CancelRequest.parse(request);
    const invitee = this.#invitee(inviteeId);
    const event = this.#world.ledger.eventOf(invitee);
    if (by === 'host') cancelMeeting(this.#world, event, { host: this.#hostOf(invitee), reason });
    else cancelInvitee(this.#world, invitee, { host: null, reason });
    return this.#booked(invitee);
  }

  /** Returns the new booking. */
  reschedule(inviteeId: string, request: RescheduleRequest = {}): Booked {
    const { by, reason, start } = RescheduleRequest.parse(request);
    const invitee = this.#invitee(inviteeId);
    const next = start ?? addSeconds(this.#world.ledger.eventOf(invitee).startTime, daySeconds);
    const host = by === 'host' ? this.#hostOf(invitee) : null;
    return this.#booked(rescheduleMeeting(this.#world, invitee, next, { host, reason }));
  }

  markNoShow(inviteeId: string): Booked {
    const invitee = this.#invitee(inviteeId);
    markNoShow(this.#world, invitee);
    return this.#booked(invitee);
  }

  clearNoShow(inviteeId: string): Booked {
    const invitee = this.#invitee(inviteeId);
    clearNoShow(this.#world, invitee);
    return this.#booked(invitee);
  }

  /** Returns the submission's id, for the booking that it leads to. */
  submitForm(request: FormRequest): string {
    const { email, user, answers, tracking, result } = FormRequest.parse(request);
    const { organizationId } = this.#user(user);
    const all = [{ question: 'E-mail professionnel', answer: email }, ...answers];
    return submitRoutingForm(this.#world, { organizationId, answers: all, tracking, result }).id;
  }

  #booked(invitee: Invitee): Booked {
    return {
      inviteeId: invitee.id,
      eventId: invitee.eventId,
      inviteeUri: uriOf.invitee(invitee),
      eventUri: uriOf.scheduledEvent(invitee.eventId),
      payload: renderWebhookInvitee(this.#world, invitee),
    };
  }

  #invitee(id: string): Invitee {
    const invitee = this.#world.ledger.invitee(id);
    if (invitee === undefined) throw new NothingThere(`There is no invitee ${id}.`);
    return invitee;
  }

  #user(name: string | undefined): User {
    const { users } = this.#world.directory;
    const user = name === undefined ? users[0] : this.#world.directory.user(name);
    if (user === undefined) throw new NothingThere(`There is no user ${name}.`);
    return user;
  }

  #eventType(name: string | undefined, user: string | undefined): EventType {
    const { directory } = this.#world;
    const owner = this.#user(user);
    const type =
      name === undefined
        ? directory.eventTypes.find(({ ownerId }) => ownerId === owner.id)
        : directory.eventType(name);
    if (type === undefined) throw new NothingThere(`There is no event type ${name}.`);
    return type;
  }

  #hostOf(invitee: Invitee): string {
    const [host = ''] = this.#world.ledger.eventOf(invitee).hostIds;
    return this.#world.directory.user(host)?.name ?? host;
  }

  #inTwoDays(): string {
    const day = instantOf(this.#world.clock.now()).slice(0, 10);
    return addSeconds(`${day}T09:00:00.000000Z`, 2 * daySeconds);
  }
}

/** `ada.lovelace+2@example.com` gives the name Ada Lovelace. */
function nameFrom(email: string): string {
  const [words = ''] = (email.split('@')[0] ?? '').split('+');
  const names = words.split(/[._-]+/).filter((word) => word !== '');
  return names.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join(' ') || email;
}
