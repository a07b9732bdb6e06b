import type { Clock } from '../../ports/clock.ts';
import type { DeliveryStore } from '../../ports/delivery-store.ts';
import type { LiveChannel, LiveMessage } from '../../ports/live-channel.ts';
import type { Logger } from '../../ports/logger.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { SyncStore } from '../../ports/sync-store.ts';

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
  /** Subjects that are being read. A message about one of them causes one more reading. */
  readonly #reading = new Map<string, { again: boolean }>();

  constructor(parts: RelayLiveMessagesParts) {
    this.#parts = parts;
  }

  /** Listens from now on for messages. */
  listen(): void {
    this.#parts.liveChannel.onMessage((message) => this.#hear(message));
  }

  #hear(message: LiveMessage): void {
    if (!this.#parts.notifier.hears(message.organizationId, message.audience)) return;
    const key = `${message.type} ${message.subjectId}`;
    const reading = this.#reading.get(key);
    if (reading !== undefined) reading.again = true;
    else if (this.#reading.size < mostReading) void this.#relay(key, message);
  }

  async #relay(key: string, message: LiveMessage): Promise<void> {
    const reading = { again: true };
    this.#reading.set(key, reading);
    try {
      while (reading.again) {
        reading.again = false;
        await this.#relayOnce(message);
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#parts.logger.warn('A live message was lost: its subject could not be read', { reason });
    } finally {
      this.#reading.delete(key);
    }
  }

  async #relayOnce({ organizationId, audience, type, subjectId }: LiveMessage): Promise<void> {
    const common = { organizationId, audience, occurredAt: this.#parts.clock.now() };
    if (type === 'sync.progress') {
      const sync = await this.#parts.syncs.get(organizationId, subjectId);
      if (sync !== null) this.#parts.notifier.notify({ ...common, type, sync });
      return;
    }
    const file = await this.#parts.deliveries.get(organizationId, subjectId);
    if (file !== null) this.#parts.notifier.notify({ ...common, type, delivery: file.delivery });
  }
}
