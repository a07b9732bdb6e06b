import type { Clock } from '../ports/clock.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { LiveChannel, LiveWord } from '../ports/live-channel.ts';
import type { Logger } from '../ports/logger.ts';
import type { Notifier } from '../ports/notifier.ts';
import type { SyncStore } from '../ports/sync-store.ts';

/** Subjects that are read at a time. Words beyond it are let go: nobody can look at so many. */
const mostReading = 16;

/** Brings words from any process to the listeners on this one. Where nobody listens they cost nothing. */
export class RelayLiveWords {
  readonly #notifier: Notifier;
  readonly #syncs: SyncStore;
  readonly #deliveries: DeliveryStore;
  readonly #clock: Clock;
  readonly #logger: Logger;
  /** Subjects that are being read: what is said of one meanwhile is in what is read, or in the next reading. */
  readonly #reading = new Map<string, { again: boolean }>();

  constructor(
    channel: LiveChannel,
    notifier: Notifier,
    syncs: SyncStore,
    deliveries: DeliveryStore,
    clock: Clock,
    logger: Logger,
  ) {
    this.#notifier = notifier;
    this.#syncs = syncs;
    this.#deliveries = deliveries;
    this.#clock = clock;
    this.#logger = logger;
    channel.onWord((word) => this.#hear(word));
  }

  #hear(word: LiveWord): void {
    if (!this.#notifier.hears(word.organizationId, word.audience)) return;
    const key = `${word.type} ${word.subjectId}`;
    const reading = this.#reading.get(key);
    if (reading !== undefined) reading.again = true;
    else if (this.#reading.size < mostReading) void this.#tell(key, word);
  }

  async #tell(key: string, word: LiveWord): Promise<void> {
    const reading = { again: true };
    this.#reading.set(key, reading);
    try {
      while (reading.again) {
        reading.again = false;
        await this.#tellOnce(word);
      }
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      this.#logger.warn('A live word was lost: its subject could not be read', { reason });
    } finally {
      this.#reading.delete(key);
    }
  }

  async #tellOnce({ organizationId, audience, type, subjectId }: LiveWord): Promise<void> {
    const common = { organizationId, audience, occurredAt: this.#clock.now() };
    if (type === 'sync.progress') {
      const sync = await this.#syncs.get(organizationId, subjectId);
      if (sync !== null) this.#notifier.tell({ ...common, type, sync });
      return;
    }
    const file = await this.#deliveries.get(organizationId, subjectId);
    if (file !== null) this.#notifier.tell({ ...common, type, delivery: file.delivery });
  }
}
