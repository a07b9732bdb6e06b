import type { BookingKey } from '../../domain/booking-key.ts';
import { type NoteKey, submissionNoteKey } from '../../domain/booking-note.ts';
import type {
  DeliveryStatus,
  Fact,
  IncomingDelivery,
  Receipt,
  VerifiedDelivery,
} from '../../domain/delivery.ts';
import type { EmailAddress } from '../../domain/email-address.ts';
import { isTimely } from '../../domain/is-timely.ts';
import type { NoteWriter } from '../../domain/note-writer.ts';
import type { OrganizationId } from '../../domain/organization-id.ts';
import type { IdGenerator } from '../../ports/id-generator.ts';
import type {
  DeliveryIdentity,
  IngestChanges,
  NewDelivery,
  SettledDelivery,
  Touched,
  UnitOfWork,
} from '../../ports/ingest-store.ts';
import { WorkingState } from './working-state.ts';

/** The rows that a batch of deliveries touches: the bookings and people in its facts. */
export function touchedBy(batch: readonly IncomingDelivery[]): Touched {
  const organizations = new Map<OrganizationId, ReturnType<typeof nothingTouched>>();
  for (const { organizationId, decoded } of batch) {
    if (organizationId === null || decoded.kind !== 'fact') continue;
    const touched = organizations.get(organizationId) ?? nothingTouched();
    organizations.set(organizationId, touched);
    touch(touched, decoded.fact);
  }
  return { deliveries: batch.flatMap(identitiesOf), organizations };
}

/** The delivery's own identity, and those under which the same bytes may be stored in the same organization. */
function identitiesOf({ delivery, alsoAt = [] }: IncomingDelivery): DeliveryIdentity[] {
  const { digest } = delivery;
  return [delivery.endpoint, ...alsoAt].map((endpoint) => ({ endpoint, digest }));
}

/** Adds the bookings, people and notes that a fact names. */
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

interface KnownDelivery {
  identity: DeliveryIdentity;
  status: DeliveryStatus;
}

export interface BatchDecisionParts {
  ids: IdGenerator;
  noteWriter: NoteWriter;
}

/** Decides what a batch makes of its loaded state, one delivery at a time in the order of arrival. */
export class BatchDecision {
  /** The applied facts, for the log. It is written once they are durable. */
  readonly applied: { createdProspect: boolean }[] = [];
  readonly #unit: UnitOfWork;
  readonly #now: Date;
  readonly #parts: BatchDecisionParts;
  readonly #added = new Map<string, NewDelivery>();
  readonly #repeated: IngestChanges['repeated'][number][] = [];
  readonly #settled: SettledDelivery[] = [];
  readonly #states = new Map<OrganizationId, WorkingState>();
  /** The names of stored deliveries that this batch releases from quarantine. */
  readonly #released = new Set<string>();

  constructor(unit: UnitOfWork, now: Date, parts: BatchDecisionParts) {
    this.#unit = unit;
    this.#now = now;
    this.#parts = parts;
  }

  take(incoming: IncomingDelivery): Receipt {
    const { delivery, decoded, organizationId } = incoming;
    const timely = isTimely(delivery, [delivery.receivedAt, this.#unit.storeTime]);
    const known = this.#known(incoming);
    const appliesNow = timely && decoded.kind === 'fact' && organizationId !== null;
    if (known !== null && !(known.status === 'quarantined' && appliesNow)) {
      this.#repeated.push({ ...known.identity, appliedAt: null });
      return 'duplicate';
    }
    if (!timely) return this.#add(incoming, 'quarantined', 'quarantined', 'signed_too_long_ago');
    if (decoded.kind === 'unusable') return this.#add(incoming, 'stored', 'dead', decoded.reason);
    if (decoded.kind === 'ignored') return this.#add(incoming, 'ignored', 'ignored', null);
    if (organizationId === null) return this.#add(incoming, 'unrouted', 'unrouted', null);

    this.#apply(delivery, decoded.fact, organizationId);
    if (known === null) return this.#add(incoming, 'accepted', 'applied', null);
    this.#release(known.identity);
    return 'accepted';
  }

  /** Stores a delivery without applying it. The service retries it at `next`; a null `next` leaves it to a person. */
  keep(incoming: IncomingDelivery, reason: string, next: Date | null): Receipt {
    const known = this.#known(incoming);
    if (known !== null) {
      this.#repeated.push({ ...known.identity, appliedAt: null });
      return 'duplicate';
    }
    // A delivery without an organization has nothing to apply, so it cannot be the one that failed.
    if (incoming.organizationId === null) return this.take(incoming);
    return this.#add(incoming, 'stored', next === null ? 'dead' : 'due', reason, next);
  }

  /** Applies a due delivery. A delivery that another process settled meanwhile stays as it is. */
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

  /** Records a failed retry. The next one is at `next`; a null `next` makes the delivery dead. */
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

  /** Postpones an attempt that says nothing about the delivery. It is neither counted nor recorded as a failure. */
  postpone(incoming: IncomingDelivery, attempts: number, reason: string, next: Date | null): void {
    if (this.#unit.statusOf(incoming.delivery) !== 'due') return;
    const nextAttemptAt = next ?? this.#now;
    this.#settle(incoming.delivery, { status: 'due', reason, attempts, nextAttemptAt });
  }

  /**
   * Decides on a stored delivery once more, whatever became of it: the same merge as when it came. Answers whether there
   * was something to apply.
   */
  replay(incoming: IncomingDelivery, was: DeliveryStatus, attempts: number): boolean {
    const { delivery, decoded, organizationId } = incoming;
    if (decoded.kind === 'fact' && organizationId !== null) {
      this.#apply(delivery, decoded.fact, organizationId);
      this.#settle(delivery, { was, status: 'applied', attempts, appliedAt: this.#now });
      return true;
    }
    const reason = decoded.kind === 'unusable' ? decoded.reason : null;
    const status = reason === null ? 'ignored' : 'dead';
    this.#settle(delivery, { was, status, reason, attempts });
    return false;
  }

  /** Puts a stored delivery aside. */
  dismiss(delivery: DeliveryIdentity, was: DeliveryStatus, attempts: number): void {
    this.#settle(delivery, { was, status: 'dismissed', attempts });
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
      newId: () => this.#parts.ids.next(),
      notes: this.#parts.noteWriter,
    });
    this.applied.push({ createdProspect: prospectIsNew && notes.length > 0 });
  }

  #settle(
    { endpoint, digest }: DeliveryIdentity,
    outcome: Pick<SettledDelivery, 'status' | 'attempts'> & Partial<SettledDelivery>,
  ): void {
    const unset = {
      was: 'due' as const,
      reason: null,
      appliedAt: null,
      nextAttemptAt: null,
      failure: null,
    };
    this.#settled.push({ endpoint, digest, ...unset, ...outcome });
  }

  /** The delivery with the same bytes that was stored before or in this batch; null for a new one. */
  #known(incoming: IncomingDelivery): KnownDelivery | null {
    for (const identity of identitiesOf(incoming)) {
      const status = this.#statusOf(identity);
      if (status !== undefined) return { identity, status };
    }
    return null;
  }

  #statusOf(identity: DeliveryIdentity): DeliveryStatus | undefined {
    const name = nameOf(identity);
    if (this.#released.has(name)) return 'applied';
    return this.#added.get(name)?.status ?? this.#unit.statusOf(identity);
  }

  /** A timely copy of a quarantined delivery was applied, so the quarantined one is applied too. */
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
      id: this.#parts.ids.next(),
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
