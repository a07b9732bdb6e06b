import type { Invitee } from './invitee.ts';
import type { ScheduledEvent } from './scheduled-event.ts';
import { SortedEvents } from './sorted-events.ts';
import type { Submission } from './submission.ts';

/** Every booking that was ever made. */
export class Ledger {
  readonly #events = new Map<string, ScheduledEvent>();
  readonly #invitees = new Map<string, Invitee>();
  readonly #inviteesByNoShow = new Map<string, Invitee>();
  readonly #submissions = new Map<string, Submission>();
  readonly #ofHosts = new Map<string, SortedEvents>();
  readonly #ofOrganizations = new Map<string, SortedEvents>();

  addEvent(event: ScheduledEvent): void {
    this.#events.set(event.id, event);
    for (const host of event.hostIds) listIn(this.#ofHosts, host).add(event);
    listIn(this.#ofOrganizations, event.organizationId).add(event);
  }

  addInvitee(invitee: Invitee): void {
    this.#invitees.set(invitee.id, invitee);
    this.#events.get(invitee.eventId)?.inviteeIds.push(invitee.id);
  }

  addNoShow(id: string, invitee: Invitee): void {
    this.#inviteesByNoShow.set(id, invitee);
  }

  addSubmission(submission: Submission): void {
    this.#submissions.set(submission.id, submission);
  }

  event(id: string): ScheduledEvent | undefined {
    return this.#events.get(id);
  }

  invitee(id: string): Invitee | undefined {
    return this.#invitees.get(id);
  }

  submission(id: string): Submission | undefined {
    return this.#submissions.get(id);
  }

  /** The invitee with a no-show mark. Undefined when the mark was removed. */
  inviteeMarkedBy(noShowId: string): Invitee | undefined {
    const invitee = this.#inviteesByNoShow.get(noShowId);
    return invitee?.noShow?.id === noShowId ? invitee : undefined;
  }

  eventOf(invitee: Invitee): ScheduledEvent {
    return this.#events.get(invitee.eventId) as ScheduledEvent;
  }

  /** In the order in which they booked. */
  inviteesOf(event: ScheduledEvent): Invitee[] {
    return event.inviteeIds.map((id) => this.#invitees.get(id) as Invitee);
  }

  activeInviteesOf(event: ScheduledEvent): Invitee[] {
    return this.inviteesOf(event).filter(({ status }) => status === 'active');
  }

  ofHost(userId: string): readonly ScheduledEvent[] {
    return listIn(this.#ofHosts, userId).rows;
  }

  ofOrganization(id: string): readonly ScheduledEvent[] {
    return listIn(this.#ofOrganizations, id).rows;
  }
}

function listIn(lists: Map<string, SortedEvents>, key: string): SortedEvents {
  const list = lists.get(key) ?? new SortedEvents();
  lists.set(key, list);
  return list;
}
