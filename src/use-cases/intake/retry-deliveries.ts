import type { IncomingDelivery } from '../../domain/delivery.ts';
import { CoreError, StoreUnavailable } from '../../domain/errors.ts';
import { nextAttemptAt, triedAt } from '../../domain/retry-policy.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DeliveryDecoder } from '../../ports/delivery-decoder.ts';
import type { DeliveryStore } from '../../ports/delivery-store.ts';
import type { IngestStore } from '../../ports/ingest-store.ts';
import { BatchDecision, type BatchDecisionParts, touchedBy } from './batch-decision.ts';
import { LastApplied } from './last-applied.ts';

const batchSize = 16;

/** A due delivery, the number of this attempt, and the time of the attempt before. */
interface Attempt {
  incoming: IncomingDelivery;
  number: number;
  triedAt: Date;
}

interface FailedTry {
  attempt: Attempt;
  cause: unknown;
}

/** More than four: it reads what is due, decodes, applies and counts it. */
export interface RetryDeliveriesParts extends BatchDecisionParts {
  deliveries: DeliveryStore;
  decoder: DeliveryDecoder;
  ingestStore: IngestStore;
  clock: Clock;
  /** Shared with {@link ReceiveDeliveries}. Without it, only deliveries applied here count. */
  lastApplied?: LastApplied;
}

/**
 * Retries deliveries that could not be applied on arrival. It looks up the due ones without a lock, and checks each
 * again under the streams' locks, so two processes never apply one twice. A failed attempt counts only when another
 * delivery was applied since the attempt before: a store that takes nothing makes no delivery dead.
 */
export class RetryDeliveries {
  readonly #parts: RetryDeliveriesParts;
  readonly #lastApplied: LastApplied;

  constructor(parts: RetryDeliveriesParts) {
    this.#parts = parts;
    this.#lastApplied = parts.lastApplied ?? new LastApplied();
  }

  /**
   * Tries every due delivery once.
   * @throws StoreUnavailable when the store is away, or may be: no attempt was counted
   */
  async execute(): Promise<void> {
    const now = this.#parts.clock.now();
    for (;;) {
      const due = await this.#parts.deliveries.due(now, batchSize);
      const failed = await this.#try(
        due.map(({ delivery, organizationId, attempts, dueAt }) => ({
          incoming: { delivery, organizationId, decoded: this.#parts.decoder.decode(delivery) },
          number: attempts + 1,
          triedAt: triedAt(attempts, dueAt),
        })),
      );
      const away = failed.filter((one) => this.#saysNothing(one));
      for (const one of failed) if (!away.includes(one)) await this.#remember(one);
      if (away[0] !== undefined) throw away[0].cause;
      if (due.length < batchSize) return;
    }
  }

  /** True when the failure may lie in the store alone: no other delivery was applied since the attempt before. */
  #saysNothing({ attempt, cause }: FailedTry): boolean {
    return cause instanceof StoreUnavailable && !this.#lastApplied.isSince(attempt.triedAt);
  }

  /** Applies the attempts together, halving on failure. Returns those that failed alone. */
  async #try(attempts: readonly Attempt[]): Promise<FailedTry[]> {
    if (attempts.length === 0) return [];
    const batch = attempts.map(({ incoming }) => incoming);
    try {
      await using unit = await this.#parts.ingestStore.load(touchedBy(batch));
      const decision = new BatchDecision(unit, this.#parts.clock.now(), this.#parts);
      for (const { incoming, number } of attempts) decision.retry(incoming, number);
      await unit.commit(decision.changes());
      if (decision.applied.length > 0) this.#lastApplied.note(this.#parts.clock.now());
      return [];
    } catch (error) {
      if (error instanceof StoreUnavailable) await this.#expectAnswer();
      const [only, ...others] = attempts;
      if (only !== undefined && others.length === 0) return [{ attempt: only, cause: error }];
      const middle = Math.ceil(attempts.length / 2);
      const first = await this.#try(attempts.slice(0, middle));
      return [...first, ...(await this.#try(attempts.slice(middle)))];
    }
  }

  /**
   * Checks that the store still answers: one delivery that it never answers must not stop the others.
   * @throws StoreUnavailable when the store is away for everything
   */
  async #expectAnswer(): Promise<void> {
    await using _ = await this.#parts.ingestStore.load({
      deliveries: [],
      organizations: new Map(),
    });
  }

  async #remember({ attempt: { incoming, number, triedAt }, cause }: FailedTry): Promise<void> {
    const now = this.#parts.clock.now();
    const reason = cause instanceof CoreError ? cause.code : 'internal_error';
    const mayHelp = cause instanceof CoreError && cause.retryable;
    if (mayHelp && !this.#lastApplied.isSince(triedAt)) {
      return this.#settle(incoming, (decision) =>
        decision.postpone(incoming, number - 1, reason, nextAttemptAt(number - 1, now)),
      );
    }
    return this.#settle(incoming, (decision) =>
      decision.retryFailed(incoming, number, reason, mayHelp ? nextAttemptAt(number, now) : null),
    );
  }

  async #settle(
    incoming: IncomingDelivery,
    decide: (decision: BatchDecision) => void,
  ): Promise<void> {
    await using unit = await this.#parts.ingestStore.load({
      deliveries: [incoming.delivery],
      organizations: new Map(),
    });
    const decision = new BatchDecision(unit, this.#parts.clock.now(), this.#parts);
    decide(decision);
    await unit.commit(decision.changes());
  }
}
