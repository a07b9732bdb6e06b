import type { BookingKey } from '../domain/booking-key.ts';
import { type NoteKey, submissionNoteKey } from '../domain/booking-note.ts';
import type {
  DeliveryStatus,
  Fact,
  IncomingDelivery,
  Receipt,
  VerifiedDelivery,
} from '../domain/delivery.ts';
import type { EmailAddress } from '../domain/email-address.ts';
import type { NoteWriter } from '../domain/note-writer.ts';
import type { OrganizationId } from '../domain/organization-id.ts';
import type { IdGenerator } from '../ports/id-generator.ts';
import type {
  DeliveryIdentity,
  IngestChanges,
  IngestUnit,
  NewDelivery,
  SettledDelivery,
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

/** Adds what a fact names. */
export function touch(
  { bookings, emails, notes }: ReturnType<typeof nothingTouched>,
  fact: Fact,
): void {
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

export function nothingTouched() {
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
  readonly #added = new Map<string, NewDelivery>();
  readonly #repeated: IngestChanges['repeated'][number][] = [];
  readonly #settled: SettledDelivery[] = [];
  readonly #states = new Map<OrganizationId, WorkingState>();
  /** What became of deliveries that were stored before this batch, where the batch changed it. */
  readonly #released = new Set<string>();

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

    this.#apply(delivery, decoded.fact, organizationId);
    if (known === undefined) return this.#add(incoming, 'accepted', 'applied', null);
    this.#release(delivery);
    return 'accepted';
  }

  /** Keeps a delivery without applying it, to be tried again at `next` or, without that, by a person. */
  keep(incoming: IncomingDelivery, reason: string, next: Date | null): Receipt {
    const { endpoint, digest } = incoming.delivery;
    if (this.#knownAs(incoming.delivery) !== undefined) {
      this.#repeated.push({ endpoint, digest, appliedAt: null });
      return 'duplicate';
    }
    // What nobody's organization has to apply, nothing can have kept from being applied.
    if (incoming.organizationId === null) return this.take(incoming);
    return this.#add(incoming, 'stored', next === null ? 'dead' : 'due', reason, next);
  }

  /** Applies a delivery that is due. One that somebody else settled meanwhile is left alone. */
  retry(incoming: IncomingDelivery, attempts: number): void {
    const { delivery, decoded, organizationId } = incoming;
    if (this.#unit.statusOf(delivery) !== 'due') return;
    if (decoded.kind === 'fact' && organizationId !== null) {
      this.#apply(delivery, decoded.fact, organizationId);
      this.#settle(delivery, { status: 'applied', attempts, appliedAt: this.#now });
    } else {
      const reason = decoded.kind === 'unusable' ? decoded.reason : null;
      this.#settle(delivery, { status: reason === null ? 'ignored' : 'dead', reason, attempts });
    }
  }

  /** Remembers that trying again failed, to try once more at `next` or, without that, not to. */
  retryFailed(
    incoming: IncomingDelivery,
    attempts: number,
    reason: string,
    next: Date | null,
  ): void {
    if (this.#unit.statusOf(incoming.delivery) !== 'due') return;
    this.#settle(incoming.delivery, {
      status: next === null ? 'dead' : 'due',
      reason,
      attempts,
      nextAttemptAt: next,
      failure: { at: this.#now, reason },
    });
  }

  changes(): IngestChanges {
    return {
      deliveries: [...this.#added.values()],
      repeated: this.#repeated,
      settled: this.#settled,
      organizations: this.#states,
    };
  }

  #apply(delivery: VerifiedDelivery, fact: Fact, organizationId: OrganizationId): void {
    const state =
      this.#states.get(organizationId) ?? new WorkingState(this.#unit.stateOf(organizationId));
    this.#states.set(organizationId, state);
    const { prospectIsNew, notes } = state.apply(fact, {
      digest: delivery.digest,
      receivedAt: delivery.receivedAt,
      now: this.#now,
      newId: () => this.#ids.next(),
      notes: this.#notes,
    });
    this.applied.push({ createdProspect: prospectIsNew && notes.length > 0 });
  }

  #settle(
    { endpoint, digest }: DeliveryIdentity,
    outcome: Pick<SettledDelivery, 'status' | 'attempts'> & Partial<SettledDelivery>,
  ): void {
    const unset = { reason: null, appliedAt: null, nextAttemptAt: null, failure: null };
    this.#settled.push({ endpoint, digest, ...unset, ...outcome });
  }

  #knownAs(delivery: DeliveryIdentity): DeliveryStatus | undefined {
    const name = nameOf(delivery);
    if (this.#released.has(name)) return 'applied';
    return this.#added.get(name)?.status ?? this.#unit.statusOf(delivery);
  }

  /** A timely copy of a quarantined delivery was applied: the delivery is, whether it was stored before or just now. */
  #release({ endpoint, digest }: DeliveryIdentity): void {
    const name = nameOf({ endpoint, digest });
    const added = this.#added.get(name);
    const outcome = { status: 'applied', reason: null, attempts: 1, appliedAt: this.#now } as const;
    if (added !== undefined) this.#added.set(name, { ...added, ...outcome });
    this.#repeated.push({ endpoint, digest, appliedAt: added === undefined ? this.#now : null });
    this.#released.add(name);
  }

  #add(
    { delivery, decoded, organizationId }: IncomingDelivery,
    receipt: Receipt,
    status: DeliveryStatus,
    reason: string | null,
    next: Date | null = null,
  ): Receipt {
    const failed = reason !== null && (status === 'due' || status === 'dead');
    this.#added.set(nameOf(delivery), {
      id: this.#ids.next(),
      delivery,
      organizationId,
      event: decoded.event,
      status,
      reason,
      attempts: status === 'applied' || status === 'due' || status === 'dead' ? 1 : 0,
      appliedAt: status === 'applied' ? this.#now : null,
      nextAttemptAt: next,
      failure: failed ? { at: this.#now, reason } : null,
    });
    return receipt;
  }
}

function nameOf({ endpoint, digest }: DeliveryIdentity): string {
  return `${endpoint} ${digest}`;
}
