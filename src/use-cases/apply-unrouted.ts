import type { Clock } from '../ports/clock.ts';
import type { DeliveryDecoder } from '../ports/delivery-decoder.ts';
import type { Logger } from '../ports/logger.ts';
import type { UnroutedPlace, UnroutedStore } from '../ports/unrouted-store.ts';
import type { ConnectionDirectory } from './connection-directory.ts';

const pageSize = 100;
/** Longer than any process goes on without seeing a new connection. */
const overlapMilliseconds = 60_000;

export interface ApplyUnroutedParts {
  unrouted: UnroutedStore;
  decoder: DeliveryDecoder;
  directory: Pick<ConnectionDirectory, 'ofUsers'>;
  clock: Clock;
  logger: Logger;
}

/**
 * Gives deliveries that were nobody's to the organization that has connected their user since. From then on they are due,
 * and applied like others that are: a crash in between loses none.
 */
export class ApplyUnrouted {
  readonly #parts: ApplyUnroutedParts;

  constructor(parts: ApplyUnroutedParts) {
    this.#parts = parts;
  }

  /** Looks through all of them, and answers how many found their organization. */
  execute(): Promise<number> {
    return this.#lookThrough(null);
  }

  /** The same for those that came lately, when a process may not have known yet who had been connected. */
  async lately(): Promise<number> {
    const since = this.#parts.clock.now().getTime() - overlapMilliseconds;
    return this.#lookThrough({ receivedAt: new Date(since), id: '' });
  }

  async #lookThrough(from: UnroutedPlace | null): Promise<number> {
    const { clock, decoder, directory, logger, unrouted } = this.#parts;
    let assigned = 0;
    for (let place = from; ; ) {
      const page = await unrouted.list(place, pageSize);
      for (const { id, delivery } of page) {
        place = { receivedAt: delivery.receivedAt, id };
        const decoded = decoder.decode(delivery);
        if (decoded.kind === 'unusable') continue;
        const connection = await directory.ofUsers(decoded.userUris);
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
