import type { IncomingDelivery, Receipt } from '../domain/delivery.ts';
import { CoreError, StoreConflict, StoreUnavailable, StreamBusy } from '../domain/errors.ts';
import type { NoteWriter } from '../domain/note-writer.ts';
import { nextAttemptAt } from '../domain/retry-policy.ts';
import type { Clock } from '../ports/clock.ts';
import type { IdGenerator } from '../ports/id-generator.ts';
import type { IngestChanges, IngestStore } from '../ports/ingest-store.ts';
import type { LiveChannel } from '../ports/live-channel.ts';
import type { Logger } from '../ports/logger.ts';
import { BatchDecision, touchedBy } from './batch-decision.ts';

const conflictsTolerated = 3;

/**
 * Stores deliveries and what they change, in one transaction a batch. A batch that fails is halved until the culprit
 * stands alone, so one poison delivery costs its neighbours nothing; the culprit is then stored by itself.
 */
export class ReceiveDeliveries {
  readonly #store: IngestStore;
  readonly #clock: Clock;
  readonly #ids: IdGenerator;
  readonly #logger: Logger;
  readonly #notes: NoteWriter;
  readonly #live: Pick<LiveChannel, 'say'> | null;

  constructor(
    store: IngestStore,
    clock: Clock,
    ids: IdGenerator,
    logger: Logger,
    notes: NoteWriter,
    /** Told of what was received; null where nobody listens. */
    live: Pick<LiveChannel, 'say'> | null = null,
  ) {
    this.#store = store;
    this.#clock = clock;
    this.#ids = ids;
    this.#logger = logger;
    this.#notes = notes;
    this.#live = live;
  }

  /**
   * Answers each delivery's receipt, in order, once all of them are durable.
   * @throws StoreUnavailable when the store is away: what was not kept may be sent again
   */
  async execute(batch: readonly IncomingDelivery[]): Promise<Receipt[]> {
    try {
      return await this.#applyTogether(batch, 1);
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      const [first, second] = halvesOf(batch);
      // A stream that is held would make every half wait its turn again.
      const stuck = error instanceof StreamBusy && isOneOrganization(batch);
      if (second.length === 0 || stuck) return this.#keepFailed(batch, error);
      const receipts = new Map<IncomingDelivery, Receipt>();
      for (const half of [first, second]) {
        const answers = await this.execute(half);
        half.forEach((incoming, i) => receipts.set(incoming, answers[i] as Receipt));
      }
      return batch.map((incoming) => receipts.get(incoming) as Receipt);
    }
  }

  async #applyTogether(batch: readonly IncomingDelivery[], attempt: number): Promise<Receipt[]> {
    try {
      await using unit = await this.#store.load(touchedBy(batch));
      const decision = new BatchDecision(unit, this.#clock.now(), this.#ids, this.#notes);
      const receipts = batch.map((incoming) => decision.take(incoming));
      const changes = decision.changes();
      await unit.commit(changes);
      this.#tellOf(decision, changes);
      return receipts;
    } catch (error) {
      if (!(error instanceof StoreConflict) || attempt === conflictsTolerated) throw error;
      return this.#applyTogether(batch, attempt + 1);
    }
  }

  #tellOf({ applied }: BatchDecision, { deliveries }: IngestChanges): void {
    for (const { createdProspect } of applied) {
      this.#logger.info('Processed Calendly webhook event successfully');
      if (createdProspect) {
        this.#logger.info('Created new prospect from Calendly event with note');
      }
    }
    this.#say(deliveries);
    for (const { id, status, reason } of deliveries) {
      if (status === 'applied' || status === 'ignored') continue;
      this.#logger.warn('A delivery was kept and not applied', { deliveryId: id, status, reason });
    }
  }

  #say(received: IngestChanges['deliveries']): void {
    for (const { id, organizationId } of received) {
      if (organizationId === null) continue;
      this.#live?.say({
        organizationId,
        type: 'delivery.received',
        audience: 'admins',
        subjectId: id,
      });
    }
  }

  /** Keeps deliveries that could not be applied: due where trying again can help, else dead. */
  async #keepFailed(batch: readonly IncomingDelivery[], cause: unknown): Promise<Receipt[]> {
    const now = this.#clock.now();
    const reason = cause instanceof CoreError ? cause.code : 'internal_error';
    const next = cause instanceof CoreError && cause.retryable ? nextAttemptAt(1, now) : null;
    this.#logger.error('A delivery could not be applied; it was kept', {
      deliveries: batch.length,
      reason,
      status: next === null ? 'dead' : 'due',
      error: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
    });
    await using unit = await this.#store.load({
      deliveries: batch.map(({ delivery }) => delivery),
      organizations: new Map(),
    });
    const decision = new BatchDecision(unit, now, this.#ids, this.#notes);
    const receipts = batch.map((incoming) => decision.keep(incoming, reason, next));
    const changes = decision.changes();
    await unit.commit(changes);
    this.#say(changes.deliveries);
    return receipts;
  }
}

function isOneOrganization(batch: readonly IncomingDelivery[]): boolean {
  return batch.every(({ organizationId }) => organizationId === batch[0]?.organizationId);
}

/** Split by organization where there are several, so that one's trouble does not stay with the others. */
function halvesOf(batch: readonly IncomingDelivery[]): [IncomingDelivery[], IncomingDelivery[]] {
  const organizations = [...new Set(batch.map(({ organizationId }) => organizationId))];
  if (organizations.length === 1) {
    const middle = Math.ceil(batch.length / 2);
    return [batch.slice(0, middle), batch.slice(middle)];
  }
  const first = new Set(organizations.slice(0, Math.ceil(organizations.length / 2)));
  return [
    batch.filter(({ organizationId }) => first.has(organizationId)),
    batch.filter(({ organizationId }) => !first.has(organizationId)),
  ];
}
