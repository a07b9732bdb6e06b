import type { IncomingDelivery } from '../domain/delivery.ts';
import { CoreError, StoreUnavailable } from '../domain/errors.ts';
import type { NoteWriter } from '../domain/note-writer.ts';
import { nextAttemptAt } from '../domain/retry-policy.ts';
import type { Clock } from '../ports/clock.ts';
import type { DeliveryDecoder } from '../ports/delivery-decoder.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { IdGenerator } from '../ports/id-generator.ts';
import type { IngestStore } from '../ports/ingest-store.ts';
import { BatchDecision, touchedBy } from './batch-decision.ts';

const batchSize = 16;

/** A due delivery with the number of the attempt that is made now. */
interface Attempt {
  incoming: IncomingDelivery;
  number: number;
}

/**
 * Tries again what could not be applied when it came. Which deliveries are due is looked up without a lock; under the
 * streams' locks each is looked at again, so two processes never apply one twice.
 */
export class RetryDeliveries {
  readonly #deliveries: DeliveryStore;
  readonly #decoder: DeliveryDecoder;
  readonly #store: IngestStore;
  readonly #clock: Clock;
  readonly #ids: IdGenerator;
  readonly #notes: NoteWriter;

  constructor(
    deliveries: DeliveryStore,
    decoder: DeliveryDecoder,
    store: IngestStore,
    clock: Clock,
    ids: IdGenerator,
    notes: NoteWriter,
  ) {
    this.#deliveries = deliveries;
    this.#decoder = decoder;
    this.#store = store;
    this.#clock = clock;
    this.#ids = ids;
    this.#notes = notes;
  }

  /**
   * Tries everything that is due now, once.
   * @throws StoreUnavailable when the store is away: nothing was counted as an attempt
   */
  async execute(): Promise<void> {
    const now = this.#clock.now();
    for (;;) {
      const due = await this.#deliveries.due(now, batchSize);
      await this.#try(
        due.map(({ delivery, organizationId, attempts }) => ({
          incoming: { delivery, organizationId, decoded: this.#decoder.decode(delivery) },
          number: attempts + 1,
        })),
      );
      if (due.length < batchSize) return;
    }
  }

  async #try(attempts: readonly Attempt[]): Promise<void> {
    if (attempts.length === 0) return;
    const batch = attempts.map(({ incoming }) => incoming);
    try {
      await using unit = await this.#store.load(touchedBy(batch));
      const decision = new BatchDecision(unit, this.#clock.now(), this.#ids, this.#notes);
      for (const { incoming, number } of attempts) decision.retry(incoming, number);
      await unit.commit(decision.changes());
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      const [only, ...others] = attempts;
      if (only !== undefined && others.length === 0) return this.#remember(only, error);
      const middle = Math.ceil(attempts.length / 2);
      await this.#try(attempts.slice(0, middle));
      await this.#try(attempts.slice(middle));
    }
  }

  async #remember({ incoming, number }: Attempt, cause: unknown): Promise<void> {
    const now = this.#clock.now();
    const reason = cause instanceof CoreError ? cause.code : 'internal_error';
    const mayHelp = cause instanceof CoreError && cause.retryable;
    await using unit = await this.#store.load({
      deliveries: [incoming.delivery],
      organizations: new Map(),
    });
    const decision = new BatchDecision(unit, now, this.#ids, this.#notes);
    decision.retryFailed(incoming, number, reason, mayHelp ? nextAttemptAt(number, now) : null);
    await unit.commit(decision.changes());
  }
}
