import type { BookingKey } from '../domain/booking-key.ts';
import { type NoteKey, submissionNoteKey } from '../domain/booking-note.ts';
import type { DeliveryStatus, Fact, IncomingDelivery, Receipt } from '../domain/delivery.ts';
import type { EmailAddress } from '../domain/email-address.ts';
import type { NoteWriter } from '../domain/note-writer.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { IdGenerator } from '../ports/id-generator.ts';
import type {
  DeliveryIdentity,
  IngestChanges,
  IngestUnit,
  NewDelivery,
  Touched,
} from '../ports/ingest-store.ts';
import { WorkingState } from './working-state.ts';

/** What a batch of deliveries touches: the bookings and people that its facts name. */
export function touchedBy(batch: readonly IncomingDelivery[]): Touched {
  const organizations = new Map<OrganizationId, ReturnType<typeof nothingTouched>>();
  for (const { organizationId, decoded } of batch) {
    if (organizationId === null || decoded.kind !== 'fact') continue;
    const touched = organizations.get(organizationId) ?? nothingTouched();
    organizations.set(organizationId, touched);
    touch(touched, decoded.fact);
  }
  return { deliveries: batch.map(({ delivery }) => delivery), organizations };
}

function touch({ bookings, emails, notes }: ReturnType<typeof nothingTouched>, fact: Fact): void {
  if (fact.kind === 'form_submitted') {
    notes.add(submissionNoteKey(fact.submission));
    if ('email' in fact.submitter) emails.add(fact.submitter.email);
    else bookings.add(fact.submitter.booking);
    return;
  }
  for (const key of [fact.booking, fact.replaces, fact.replacedBy])
    if (key !== null) bookings.add(key);
  emails.add(fact.email);
}

function nothingTouched() {
  return {
    bookings: new Set<BookingKey>(),
    emails: new Set<EmailAddress>(),
    notes: new Set<NoteKey>(),
  };
}

/** Decides, delivery by delivery in the order of arrival, what a batch makes of the state that was loaded for it. */
export class BatchDecision {
  /** What was applied, for those who tell of it once it is durable. */
  readonly applied: { createdProspect: boolean }[] = [];
  readonly #unit: IngestUnit;
  readonly #now: Date;
  readonly #ids: IdGenerator;
  readonly #notes: NoteWriter;
  readonly #deliveries: NewDelivery[] = [];
  readonly #repeated: IngestChanges['repeated'][number][] = [];
  readonly #states = new Map<OrganizationId, WorkingState>();
  readonly #taken = new Set<string>();

  constructor(unit: IngestUnit, now: Date, ids: IdGenerator, notes: NoteWriter) {
    this.#unit = unit;
    this.#now = now;
    this.#ids = ids;
    this.#notes = notes;
  }

  take(incoming: IncomingDelivery): Receipt {
    const { delivery, decoded, organizationId } = incoming;
    const { endpoint, digest, timely } = delivery;
    const known = this.#knownAs(delivery);
    const appliesNow = timely && decoded.kind === 'fact' && organizationId !== null;
    if (known !== undefined && !(known === 'quarantined' && appliesNow)) {
      this.#repeated.push({ endpoint, digest, appliedAt: null });
      return 'duplicate';
    }
    if (!timely) return this.#add(incoming, 'quarantined', 'quarantined', 'signed_too_long_ago');
    if (decoded.kind === 'unusable') return this.#add(incoming, 'stored', 'dead', decoded.reason);
    if (decoded.kind === 'ignored') return this.#add(incoming, 'ignored', 'ignored', null);
    if (organizationId === null) return this.#add(incoming, 'unrouted', 'unrouted', null);

    const state =
      this.#states.get(organizationId) ?? new WorkingState(this.#unit.stateOf(organizationId));
    this.#states.set(organizationId, state);
    const { prospectIsNew, notes } = state.apply(decoded.fact, {
      digest,
      receivedAt: delivery.receivedAt,
      now: this.#now,
      newId: () => this.#ids.next(),
      notes: this.#notes,
    });
    this.applied.push({ createdProspect: prospectIsNew && notes.length > 0 });
    if (known === undefined) return this.#add(incoming, 'accepted', 'applied', null);
    this.#repeated.push({ endpoint, digest, appliedAt: this.#now });
    return 'accepted';
  }

  /** Keeps a delivery without applying it, to be tried again at `next` or, without that, by a person. */
  keep(incoming: IncomingDelivery, reason: string, next: Date | null): Receipt {
    const { endpoint, digest } = incoming.delivery;
    if (this.#knownAs(incoming.delivery) !== undefined) {
      this.#repeated.push({ endpoint, digest, appliedAt: null });
      return 'duplicate';
    }
    return this.#add(incoming, 'stored', next === null ? 'dead' : 'due', reason, next);
  }

  changes(): IngestChanges {
    return {
      deliveries: this.#deliveries,
      repeated: this.#repeated,
      organizations: this.#states,
    };
  }

  #knownAs(delivery: DeliveryIdentity): DeliveryStatus | undefined {
    const identity = `${delivery.endpoint} ${delivery.digest}`;
    if (this.#taken.has(identity)) return 'applied';
    this.#taken.add(identity);
    return this.#unit.statusOf(delivery);
  }

  #add(
    { delivery, decoded, organizationId }: IncomingDelivery,
    receipt: Receipt,
    status: DeliveryStatus,
    reason: string | null,
    next: Date | null = null,
  ): Receipt {
    this.#deliveries.push({
      id: this.#ids.next(),
      delivery,
      organizationId,
      event: decoded.event,
      status,
      reason,
      attempts: status === 'applied' || status === 'due' || status === 'dead' ? 1 : 0,
      appliedAt: status === 'applied' ? this.#now : null,
      nextAttemptAt: next,
    });
    return receipt;
  }
}
