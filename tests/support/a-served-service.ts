import { SystemClock } from '../../adapters/node/system-clock.ts';
import { turnOfTheLoop } from '../../adapters/node/turn-of-the-loop.ts';
import { openStores } from '../../adapters/service/open-stores.ts';
import type { Stores } from '../../adapters/service/stores.ts';
import { readConfig } from '../../adapters/settings/config.ts';
import type { Delivery } from '../../adapters/wire/delivery.ts';
import type { RealtimeEvent } from '../../adapters/wire/realtime-event.ts';
import type { Receipt } from '../../src/domain/delivery.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import { CommitLanes } from '../../src/use-cases/intake/commit-lanes.ts';
import { aReceiver } from './a-receiver.ts';
import { aRunningService, type RunningService } from './a-running-service.ts';
import { ServedSender } from './a-served-post.ts';
import { anIncomingBody, filesOf, type ServedFile } from './a-served-state.ts';

/** Whole services over HTTP, side by side on one database and for one organization. */
export class ServedService {
  readonly #services: RunningService[];
  readonly #sender: ServedSender;
  #token: Promise<string> | undefined;

  constructor(services: RunningService[], sender: ServedSender) {
    this.#services = services;
    this.#sender = sender;
  }

  /** Posts bodies, signed, over all connections at once; answers their receipts. */
  post(bodies: readonly string[]): Promise<string[]> {
    return this.#sender.postAll(
      this.#services.map(({ url }) => `${url}/calendly/webhook`),
      bodies,
    );
  }

  /** How many posts were refused for now, and repeated: under load that is a right answer. */
  get refusals(): number {
    return this.#sender.refusals;
  }

  /** The inbox, all of it. */
  deliveries(): Promise<Delivery[]> {
    return this.#all<Delivery>('/deliveries?limit=100');
  }

  /** Every prospect in the list. */
  async people(): Promise<string[]> {
    return (await this.#all<{ id: string }>('/prospects?limit=100')).map(({ id }) => id);
  }

  /** The rest of the event log. */
  async eventsAfter(seq: number): Promise<RealtimeEvent[]> {
    const events: RealtimeEvent[] = [];
    for (;;) {
      const after = events.at(-1)?.seq ?? seq;
      const page = `/events?limit=1000&after=${after}`;
      const { items, seq: end } = await this.#get<{ items: RealtimeEvent[]; seq: number }>(page);
      events.push(...items);
      if (items.length === 0 || events.at(-1)?.seq === end) return events;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#sender.close();
    for (const service of this.#services) await service.stop();
  }

  async #all<T>(path: string): Promise<T[]> {
    const all: T[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const page: { items: T[]; nextCursor: string | null } = await this.#get(path + from);
      all.push(...page.items);
      cursor = page.nextCursor;
    }
    return all;
  }

  async #get<T>(path: string): Promise<T> {
    const [service] = this.#services as [RunningService];
    this.#token ??= service.token({ role: 'admin' });
    const { status, body } = await service.get<T>(path, { token: await this.#token });
    if (status !== 200) throw new Error(`${path} answered ${status}: ${JSON.stringify(body)}`);
    return body;
  }
}

/** Starts so many services with the same settings. */
export async function aServedService(
  settings: NodeJS.ProcessEnv,
  { services, connections }: { services: number; connections: number },
): Promise<ServedService> {
  const running: RunningService[] = [];
  for (let i = 0; i < services; i += 1) running.push(await aRunningService(settings));
  return new ServedService(running, new ServedSender(connections));
}

/** The way in behind HTTP and signatures, for as many organizations as there are. */
export class ServedLanes {
  readonly stores: Stores;
  readonly #lanes: CommitLanes;

  constructor(stores: Stores) {
    this.stores = stores;
    const { receive } = aReceiver({ ingest: stores.ingestStore, clock: new SystemClock() });
    this.#lanes = new CommitLanes({
      receiveDeliveries: receive,
      laneLimits: stores.laneLimits,
      gather: turnOfTheLoop,
    });
  }

  submit(organizationId: OrganizationId, body: string): Promise<Receipt> {
    return this.#lanes.submit(anIncomingBody(organizationId, body));
  }

  files(organizationId: OrganizationId): Promise<ServedFile[]> {
    return filesOf(this.stores, organizationId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#lanes.drained();
    await this.stores.close();
  }
}

/** Opens the stores that the settings name, with the lanes that belong to them. */
export async function servedLanes(settings: NodeJS.ProcessEnv): Promise<ServedLanes> {
  const config = readConfig(settings);
  return new ServedLanes(await openStores(config, new SystemClock()));
}
