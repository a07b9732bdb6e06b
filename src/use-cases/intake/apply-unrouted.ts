import type { Clock } from '../../ports/clock.ts';
import type { DeliveryDecoder } from '../../ports/delivery-decoder.ts';
import type { Logger } from '../../ports/logger.ts';
import type { UnroutedPosition, UnroutedStore } from '../../ports/unrouted-store.ts';
import type { ConnectionDirectory } from './connection-directory.ts';

const pageSize = 100;
/** Longer than any process takes to see a new connection. */
const overlapMilliseconds = 60_000;

export interface ApplyUnroutedParts {
  unrouted: UnroutedStore;
  decoder: DeliveryDecoder;
  connectionDirectory: Pick<ConnectionDirectory, 'ofUsers'>;
  clock: Clock;
  logger: Logger;
}

/**
 * Assigns unrouted deliveries to the organization that has connected their user since. From then on they are due and
 * applied like all due deliveries, so a crash in between loses none.
 */
export class ApplyUnrouted {
  readonly #parts: ApplyUnroutedParts;

  constructor(parts: ApplyUnroutedParts) {
    this.#parts = parts;
  }

  /** Goes through all unrouted deliveries, and returns the number that found their organization. */
  execute(): Promise<number> {
    return this.#lookThrough(null);
  }

  /** Goes through the latest unrouted deliveries only: a process may not have seen a new connection when they came. */
  async lately(): Promise<number> {
    const since = this.#parts.clock.now().getTime() - overlapMilliseconds;
    return this.#lookThrough({ receivedAt: new Date(since), id: '' });
  }

  async #lookThrough(from: UnroutedPosition | null): Promise<number> {
    const { clock, decoder, connectionDirectory, logger, unrouted } = this.#parts;
    let assigned = 0;
    for (let position = from; ; ) {
      const page = await unrouted.list(position, pageSize);
      for (const { id, delivery } of page) {
        position = { receivedAt: delivery.receivedAt, id };
        const decoded = decoder.decode(delivery);
        if (decoded.kind === 'unusable') continue;
        const connection = await connectionDirectory.ofUsers(decoded.userUris);
        if (connection === null) continue;
        const { organizationId } = connection;
        if (await unrouted.assign(delivery, organizationId, clock.now())) assigned += 1;
      }
      if (page.length < pageSize) break;
    }
    if (assigned > 0) logger.info('Deliveries found their organization', { deliveries: assigned });
    return assigned;
  }
}
