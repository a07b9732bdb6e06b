import { CalendlyApiClient } from '../../adapters/calendly/calendly-api-client.ts';
import { ManualClock } from '../../adapters/memory/manual-clock.ts';
import { MemoryConnectionStore } from '../../adapters/memory/memory-connection-store.ts';
import { MemoryLiveChannel } from '../../adapters/memory/memory-live-channel.ts';
import { MemorySyncStore } from '../../adapters/memory/memory-sync-store.ts';
import { RecordingLogger } from '../../adapters/memory/recording-logger.ts';
import { UuidGenerator } from '../../adapters/node/uuid-generator.ts';
import type { Simulator } from '../../adapters/simulator/simulator.ts';
import type { SimulatorOptions } from '../../adapters/simulator/simulator-options.ts';
import { startSimulator } from '../../adapters/simulator/start-simulator.ts';
import { scheduledEventBody } from '../../adapters/wire/scheduled-event.ts';
import { NoteWriter } from '../../src/domain/note-writer.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Sync } from '../../src/domain/sync.ts';
import { SyncHistory } from '../../src/use-cases/history/sync-history.ts';
import { ApplyFacts } from '../../src/use-cases/intake/apply-facts.ts';
import { aConnection } from './a-connection.ts';
import { aMemoryWorld } from './a-memory-world.ts';
import { asCalendlyHolds } from './what-calendly-holds.ts';

/** A back-fill that reads a simulator over HTTP, with little patience, into memory. One clock for both, which stands. */
export class ABackFill {
  readonly simulator: Simulator;
  readonly clock: ManualClock;
  readonly #organization: OrganizationId;
  readonly #world = aMemoryWorld();
  readonly #syncs = new MemorySyncStore();
  readonly #connections = new MemoryConnectionStore();
  readonly #history: SyncHistory;
  #id = '';

  private constructor(simulator: Simulator, clock: ManualClock, rateShare: number) {
    this.simulator = simulator;
    this.clock = clock;
    this.#organization = this.#world.organization();
    const logger = new RecordingLogger();
    const token = simulator.personalAccessToken();
    this.#history = new SyncHistory({
      syncs: this.#syncs,
      connections: this.#connections,
      calendlyApi: new CalendlyApiClient({
        baseUrl: simulator.url,
        rateShare,
        clock,
        logger,
        timeoutMs: 500,
        retryDelayMs: 1,
      }),
      accessTokens: { withToken: (_of, call) => call(token) },
      applyFacts: new ApplyFacts({
        ingestStore: this.#world.ingest,
        clock,
        ids: new UuidGenerator(),
        noteWriter: new NoteWriter('fr', 'Europe/Paris'),
      }),
      liveChannel: new MemoryLiveChannel(),
      clock,
      ids: new UuidGenerator(),
      logger,
    });
  }

  /** Nothing of it is done yet. */
  static async started(options: SimulatorOptions = {}, rateShare = 0.8): Promise<ABackFill> {
    const clock = new ManualClock(new Date('2026-11-24T09:00:00.000Z'));
    const quiet = { events: 30, rateLimit: false as const, now: () => clock.now() };
    const simulator = await startSimulator({ ...quiet, ...options });
    const fill = new ABackFill(simulator, clock, rateShare);
    await fill.#connect();
    await fill.#start();
    simulator.forgetCalls();
    return fill;
  }

  /** Another one, after the first is over. */
  async startAgain(): Promise<Sync> {
    await this.#start();
    return this.work();
  }

  /** Goes on as far as it can now, and answers how far that is. */
  async work(): Promise<Sync> {
    await this.#history.work();
    return (await this.#syncs.get(this.#organization, this.#id)) as Sync;
  }

  /** Turns the clock to when it wants to go on, and works. */
  async resume({ resumesAt }: Sync): Promise<Sync> {
    this.clock.advance(((resumesAt?.getTime() ?? 0) - this.clock.now().getTime()) / 1000);
    return this.work();
  }

  /** A line for each booking that is held, as of those that Calendly holds. */
  async held(): Promise<string[]> {
    const page = await this.#world.scheduledEvents.list(this.#organization, {
      from: null,
      to: null,
      status: null,
      limit: 10_000,
      cursor: null,
    });
    return asCalendlyHolds(page.items.map(scheduledEventBody));
  }

  async #start(): Promise<void> {
    const { id } = await this.#history.start(this.#organization);
    this.#id = id;
  }

  async #connect(): Promise<void> {
    const { url } = this.simulator;
    const headers = { authorization: `Bearer ${this.simulator.personalAccessToken()}` };
    const { resource } = (await (await fetch(`${url}/users/me`, { headers })).json()) as {
      resource: { uri: string; name: string; email: string; current_organization: string };
    };
    const { uri, name, email, current_organization: organizationUri } = resource;
    const user = { uri, name, email, organizationUri };
    const secrets = {
      accessToken: null,
      refreshToken: null,
      signingKey: null,
      previousSigningKey: null,
    };
    await this.#connections.connect(aConnection(this.#organization, { user }), async () => secrets);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.simulator.stop();
  }
}
