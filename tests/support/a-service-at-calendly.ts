import { signatureHeader, signV1 } from '../../adapters/calendly/sign-webhook.ts';
import { freePort } from '../../adapters/node/free-port.ts';
import type { ConsentChoice } from '../../adapters/simulator/consent-to.ts';
import type { Simulator } from '../../adapters/simulator/simulator.ts';
import type { SimulatorOptions } from '../../adapters/simulator/simulator-options.ts';
import { startSimulator } from '../../adapters/simulator/start-simulator.ts';
import { CalendlyStatus } from '../../adapters/wire/calendly-status.ts';
import { Sync } from '../../adapters/wire/sync.ts';
import { aKey } from './a-rotation.ts';
import {
  type Answer,
  answerOf,
  aRunningService,
  type RunningService,
} from './a-running-service.ts';
import { until } from './a-socket.ts';
import { ATappedLine } from './a-tapped-line.ts';

/** The person who calls: their organization and their role. */
export interface Asker {
  organization?: string;
  role?: 'admin' | 'member';
}

export interface Asking extends Asker {
  body?: unknown;
  headers?: Record<string, string>;
}

/** A subscription as Calendly answers it. */
export interface SubscriptionAtCalendly {
  uri: string;
  callback_url: string;
  events: string[];
  scope: string;
  state: string;
  user: string | null;
}

/** The address and the cookie that a browser got to connect with. */
export interface Begun {
  answer: Answer<{ authorizationUrl: string; expiresAt: string }>;
  cookie: string;
}

export interface ServiceAtCalendlyOptions {
  settings?: NodeJS.ProcessEnv;
  simulator?: SimulatorOptions;
}

/**
 * A whole service and a Calendly of its own, on one clock, with a tapped line between them. Nobody is connected yet, and
 * nothing but deliveries and back-fills is on its way unless `CALENDLY_WATCH` is on.
 */
export class AServiceAtCalendly {
  readonly simulator: Simulator;
  readonly line: ATappedLine;
  readonly url: string;
  /** The attempts of browsers, oldest first. */
  readonly begun: Begun[] = [];
  service: RunningService;
  readonly #settings: NodeJS.ProcessEnv;

  private constructor(
    simulator: Simulator,
    line: ATappedLine,
    settings: NodeJS.ProcessEnv,
    service: RunningService,
  ) {
    this.simulator = simulator;
    this.line = line;
    this.#settings = settings;
    this.service = service;
    this.url = service.url;
  }

  static async start(options: ServiceAtCalendlyOptions = {}): Promise<AServiceAtCalendly> {
    const small = { events: 12, upcoming: 2 };
    const simulator = await startSimulator({ ...small, ...options.simulator });
    const line = await ATappedLine.to(simulator.url);
    const port = await freePort(0, '127.0.0.1');
    const settings = {
      PORT: String(port),
      APP_URL: `http://127.0.0.1:${port}`,
      CALENDLY_ENVIRONMENT: 'simulator',
      CALENDLY_AUTH_URL: line.url,
      CALENDLY_API_URL: line.url,
      CALENDLY_CLIENT_ID: simulator.client.id,
      CALENDLY_CLIENT_SECRET: simulator.client.secret ?? '',
      CALENDLY_WATCH: 'off',
      TOKEN_ENCRYPTION_KEY: aKey(),
      ...options.settings,
    };
    const service = await aRunningService(settings, { now: () => simulator.now });
    return new AServiceAtCalendly(simulator, line, settings, service);
  }

  /** Stops the service and starts it again at the same address, on what it kept. */
  async restart(settings: NodeJS.ProcessEnv = {}): Promise<void> {
    await this.service.stop();
    await this.comeUp(settings);
  }

  async comeUp(settings: NodeJS.ProcessEnv = {}): Promise<void> {
    const clock = { now: () => this.simulator.now };
    this.service = await aRunningService({ ...this.#settings, ...settings }, clock);
  }

  token({ organization = 'demo', role = 'admin' }: Asker = {}): Promise<string> {
    return this.service.token({ org: organization, role });
  }

  /** Calls the API, by default as an administrator of `demo`. */
  async ask<T = unknown>(method: string, path: string, asking: Asking = {}): Promise<Answer<T>> {
    const { body, headers } = asking;
    const response = await fetch(this.url + path, {
      method,
      headers: {
        authorization: `Bearer ${await this.token(asking)}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return answerOf<T>(response);
  }

  /** Posts a webhook that is signed with a key to an address below `/calendly/webhook`. */
  async post(path: string, body: string, key: string): Promise<Answer> {
    return answerOf(
      await fetch(`${this.url}/calendly/webhook${path}`, {
        method: 'POST',
        headers: { [signatureHeader]: signV1(key, body, this.simulator.now) },
        body,
      }),
    );
  }

  async status(asker?: Asker): Promise<CalendlyStatus> {
    return CalendlyStatus.parse((await this.ask('GET', '/calendly/status', asker)).body);
  }

  /** The id of the only connection of an organization. */
  async connectionId(asker?: Asker): Promise<string> {
    const { connections } = await this.status(asker);
    if (connections.length !== 1) throw new Error(`There are ${connections.length} connections.`);
    return connections[0]?.id ?? '';
  }

  /** Begins an attempt, as a browser does when its person presses the button. */
  async begin(asker?: Asker): Promise<Begun> {
    const answer = await this.ask<Begun['answer']['body']>('POST', '/calendly/connect', asker);
    const [cookie = ''] = answer.headers.getSetCookie().map((text) => text.split(';')[0] ?? '');
    this.begun.push({ answer, cookie });
    return { answer, cookie };
  }

  /** Goes where Calendly sends a browser back to. */
  async comeBack(address: string, cookie: string | null, headers = {}): Promise<Answer> {
    const { pathname, search } = new URL(address);
    return answerOf(
      await fetch(this.url + pathname + search, {
        headers: { ...(cookie !== null && { cookie }), ...headers },
        redirect: 'manual',
      }),
    );
  }

  /** Begun, and consented to: what the browser brings back, too. */
  async consented(choice: ConsentChoice & Asker = {}): Promise<Begun & { back: URL }> {
    const begun = await this.begin(choice);
    const { authorizationUrl } = begun.answer.body;
    return { ...begun, back: new URL(await this.simulator.consent(authorizationUrl, choice)) };
  }

  /** The whole way over the consent page. */
  async connect(choice: ConsentChoice & Asker = {}): Promise<Answer> {
    const { back, cookie } = await this.consented(choice);
    return this.comeBack(back.href, cookie);
  }

  /** Resolves with the last back-fill once it is over. */
  async syncOver(asker?: Asker): Promise<Sync> {
    let sync: Sync | null = null;
    const isOver = async () => {
      ({ sync } = await this.status(asker));
      return sync !== null && sync.finishedAt !== null;
    };
    await until(isOver, 'the end of a back-fill', 30);
    return Sync.parse(sync);
  }

  async connectAndLoad(choice: ConsentChoice & Asker = {}): Promise<Sync> {
    const { status, body } = await this.connect(choice);
    if (status !== 302) throw new Error(`The callback answered ${status} ${JSON.stringify(body)}.`);
    return this.syncOver(choice);
  }

  /** The subscriptions at Calendly, oldest first. */
  async subscriptions(): Promise<SubscriptionAtCalendly[]> {
    return (await this.#overview()).subscriptions;
  }

  /** The URI of a user at Calendly; the first one's unless named. */
  async userUri(slug?: string): Promise<string> {
    const { users } = await this.#overview();
    const user = slug === undefined ? users[0] : users.find((one) => one.slug === slug);
    if (user === undefined) throw new Error(`There is no user ${slug}.`);
    return user.uri;
  }

  /** The e-mail addresses of an organization's prospects, in order. */
  async emails(asker?: Asker): Promise<string[]> {
    const { body } = await this.ask<{ items: { email: string }[] }>(
      'GET',
      '/prospects?limit=100',
      asker,
    );
    return body.items.map(({ email }) => email).toSorted();
  }

  /** Where an organization's event log is. */
  async seq(asker?: Asker): Promise<number> {
    return (await this.ask<{ seq: number }>('GET', '/events', asker)).body.seq;
  }

  async #overview() {
    const response = await fetch(`${this.simulator.url}/simulator`);
    return (await response.json()) as {
      subscriptions: SubscriptionAtCalendly[];
      users: { slug: string; uri: string }[];
    };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.service.stop();
    await this.line[Symbol.asyncDispose]();
    await this.simulator.stop();
  }
}
