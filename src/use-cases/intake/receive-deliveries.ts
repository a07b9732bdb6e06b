import type { IncomingDelivery, Receipt } from '../../domain/delivery.ts';
import { CoreError, StoreConflict, StoreUnavailable, StreamBusy } from '../../domain/errors.ts';
import { nextAttemptAt } from '../../domain/retry-policy.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IngestChanges, IngestStore } from '../../ports/ingest-store.ts';
import type { LiveChannel } from '../../ports/live-channel.ts';
import type { Logger } from '../../ports/logger.ts';
import { BatchDecision, type BatchDecisionParts, touchedBy } from './batch-decision.ts';
import type { LastApplied } from './last-applied.ts';
import { storedDelivery } from './stored-delivery.ts';

const conflictsTolerated = 3;

export interface ReceiveDeliveriesParts extends BatchDecisionParts {
  ingestStore: IngestStore;
  clock: Clock;
  logger: Logger;
  /** Gets a message for each received delivery; null where nobody listens. */
  liveChannel?: Pick<LiveChannel, 'publish'> | null;
  /** Shared with {@link RetryDeliveries}, which counts attempts by it. */
  lastApplied?: LastApplied;
}

/**
 * Stores deliveries with their changes, one transaction per batch. A batch that fails is halved until the faulty
 * delivery stands alone, so it costs its neighbors nothing. It is then stored by itself.
 */
export class ReceiveDeliveries {
  readonly #parts: ReceiveDeliveriesParts;

  constructor(parts: ReceiveDeliveriesParts) {
    this.#parts = parts;
  }

  /**
   * Returns the receipt of each delivery, in order, once all of them are durable.
   * @throws StoreUnavailable when the store is away: deliveries that were not stored may be sent again
   */
  async execute(batch: readonly IncomingDelivery[]): Promise<Receipt[]> {
    try {
      return await this.#applyTogether(batch, 1);
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      // In every half, the held stream would make the others wait again. Split by organization, only its own one waits.
      const parts = error instanceof StreamBusy ? organizationsOf(batch) : halvesOf(batch);
      if (parts.length <= 1) return this.#keepFailed(batch, error);
      const receipts = new Map<IncomingDelivery, Receipt>();
      for (const part of parts) {
        const answers = await this.execute(part);
        part.forEach((incoming, i) => receipts.set(incoming, answers[i] as Receipt));
      }
      return batch.map((incoming) => receipts.get(incoming) as Receipt);
    }
  }

  async #applyTogether(batch: readonly IncomingDelivery[], attempt: number): Promise<Receipt[]> {
    try {
      await using unit = await this.#parts.ingestStore.load(touchedBy(batch));
      const decision = new BatchDecision(unit, this.#parts.clock.now(), this.#parts);
      const receipts = batch.map((incoming) => decision.take(incoming));
      const changes = decision.changes();
      await unit.commit(changes);
      if (decision.applied.length > 0) this.#parts.lastApplied?.note(this.#parts.clock.now());
      this.#report(decision, changes);
      return receipts;
    } catch (error) {
      if (!(error instanceof StoreConflict) || attempt === conflictsTolerated) throw error;
      return this.#applyTogether(batch, attempt + 1);
    }
  }

  #report({ applied }: BatchDecision, { deliveries }: IngestChanges): void {
    for (const { createdProspect } of applied) {
      this.#parts.logger.info('Processed Calendly webhook event successfully');
      if (createdProspect) {
        this.#parts.logger.info('Created new prospect from Calendly event with note');
      }
    }
    this.#publish(deliveries);
    for (const { id, status, reason } of deliveries) {
      if (status === 'applied' || status === 'ignored') continue;
      this.#parts.logger.warn('A delivery was kept and not applied', {
        deliveryId: id,
        status,
        reason,
      });
    }
  }

  #publish(received: IngestChanges['deliveries']): void {
    for (const added of received) {
      const { id, organizationId } = added;
      if (organizationId === null) continue;
      this.#parts.liveChannel?.publish({
        organizationId,
        type: 'delivery.received',
        audience: 'admins',
        subjectId: id,
        delivery: storedDelivery(added),
      });
    }
  }

  /** Stores deliveries that could not be applied: due where a retry can help, else dead. */
  async #keepFailed(batch: readonly IncomingDelivery[], cause: unknown): Promise<Receipt[]> {
    const now = this.#parts.clock.now();
    const reason = cause instanceof CoreError ? cause.code : 'internal_error';
    const next = cause instanceof CoreError && cause.retryable ? nextAttemptAt(1, now) : null;
    this.#parts.logger.error('A delivery could not be applied; it was kept', {
      deliveries: batch.length,
      reason,
      status: next === null ? 'dead' : 'due',
      error: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
    });
    await using unit = await this.#parts.ingestStore.load({
      deliveries: touchedBy(batch).deliveries,
      organizations: new Map(),
    });
    const decision = new BatchDecision(unit, now, this.#parts);
    const receipts = batch.map((incoming) => decision.keep(incoming, reason, next));
    const changes = decision.changes();
    await unit.commit(changes);
    this.#publish(changes.deliveries);
    return receipts;
  }
}

/** Groups the deliveries by organization. */
function organizationsOf(batch: readonly IncomingDelivery[]): IncomingDelivery[][] {
  return [...Map.groupBy(batch, ({ organizationId }) => organizationId).values()];
}

/** Splits by organization first, so that one organization's failure does not stay with the others. */
function halvesOf(batch: readonly IncomingDelivery[]): IncomingDelivery[][] {
  const organizations = organizationsOf(batch);
  const units = organizations.length > 1 ? organizations : batch.map((one) => [one]);
  const middle = Math.ceil(units.length / 2);
  return [units.slice(0, middle).flat(), units.slice(middle).flat()].filter(
    (half) => half.length > 0,
  );
}
