import type { StoredDelivery } from '../../domain/delivery.ts';
import type { Clock } from '../../ports/clock.ts';
import type { DeliveryStore } from '../../ports/delivery-store.ts';
import type { LiveChannel, LiveMessage } from '../../ports/live-channel.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { SyncStore } from '../../ports/sync-store.ts';
import { GatheredReading } from './gathered-reading.ts';

/** The most subjects that are read at a time. Further messages are dropped: nobody can look at so many. */
const mostReading = 16;

export interface RelayLiveMessagesParts {
  liveChannel: LiveChannel;
  notifier: Notifier;
  syncs: SyncStore;
  deliveries: DeliveryStore;
  clock: Clock;
  logger: Logger;
}

/** Relays messages of any process to the listeners on this one. They cost nothing where nobody listens. */
export class RelayLiveMessages {
  readonly #parts: RelayLiveMessagesParts;
  /** Syncs that are being read. A message about one of them causes one more reading. */
  readonly #reading = new Map<string, { again: boolean }>();
  readonly #deliveries: GatheredReading;

  constructor(parts: RelayLiveMessagesParts) {
    this.#parts = parts;
    this.#deliveries = new GatheredReading({
      read: async (organizationId, ids) => {
        const found = await parts.deliveries.some(organizationId, ids);
        for (const delivery of found) this.#notify(organizationId, delivery);
      },
      onFailure: (error) => this.#lost(error),
    });
  }

  /** Listens from now on for messages. */
  listen(): void {
    this.#parts.liveChannel.onMessage((message) => this.#hear(message));
  }

  #hear(message: LiveMessage): void {
    const { organizationId, audience, type, subjectId, delivery } = message;
    if (!this.#parts.notifier.hears(organizationId, audience)) return;
    if (delivery !== undefined) this.#notify(organizationId, delivery);
    else if (type === 'delivery.received') this.#deliveries.add(organizationId, subjectId);
    else this.#hearOfSync(message);
  }

  #hearOfSync(message: LiveMessage): void {
    const reading = this.#reading.get(message.subjectId);
    if (reading !== undefined) reading.again = true;
    else if (this.#reading.size < mostReading) void this.#relaySync(message);
  }

  async #relaySync({ organizationId, audience, subjectId }: LiveMessage): Promise<void> {
    const { syncs, notifier, clock } = this.#parts;
    const reading = { again: true };
    this.#reading.set(subjectId, reading);
    try {
      while (reading.again) {
        reading.again = false;
        const sync = await syncs.get(organizationId, subjectId);
        if (sync === null) continue;
        notifier.notify({
          organizationId,
          audience,
          occurredAt: clock.now(),
          type: 'sync.progress',
          sync,
        });
      }
    } catch (error) {
      this.#lost(error);
    } finally {
      this.#reading.delete(subjectId);
    }
  }

  #notify(organizationId: LiveMessage['organizationId'], delivery: StoredDelivery): void {
    this.#parts.notifier.notify({
      organizationId,
      audience: 'admins',
      occurredAt: this.#parts.clock.now(),
      type: 'delivery.received',
      delivery,
    });
  }

  #lost(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.#parts.logger.warn('A live message was lost: its subject could not be read', { reason });
  }
}
