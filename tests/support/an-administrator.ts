import type { Simulator } from '../../adapters/simulator/simulator.ts';
import type { CalendlyStatus } from '../../adapters/wire/calendly-status.ts';
import type { ScheduledEvent } from '../../adapters/wire/scheduled-event.ts';
import type { Sync } from '../../adapters/wire/sync.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { type Answer, answerOf, signed } from './a-running-service.ts';
import { until } from './a-socket.ts';

/** Somebody who may do everything in `demo`, at whichever process of the service answers at an address. */
export class AnAdministrator {
  readonly #url: string;
  readonly #clock: Clock;

  constructor(url: string, clock: Clock) {
    this.#url = url;
    this.#clock = clock;
  }

  async call<T>(method: string, path: string, body?: object): Promise<Answer<T>> {
    const exp = Math.floor(this.#clock.now().getTime() / 1000) + 3600;
    const token = await signed({ sub: 'an-admin', org: 'demo', role: 'admin', exp });
    const response = await fetch(this.#url + path, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return answerOf<T>(response);
  }

  /** Goes the way over the consent page, as the simulator's first user. */
  async connect(simulator: Simulator): Promise<void> {
    const begun = await this.call<{ authorizationUrl: string }>('POST', '/calendly/connect');
    const back = new URL(await simulator.consent(begun.body.authorizationUrl));
    const [cookie = ''] = begun.headers.getSetCookie().map((text) => text.split(';')[0] ?? '');
    const callback = `${this.#url}${back.pathname}${back.search}`;
    const { status } = await fetch(callback, { headers: { cookie }, redirect: 'manual' });
    if (status !== 302) throw new Error(`The callback answered ${status}.`);
  }

  async connectByToken(personalAccessToken: string): Promise<void> {
    const { status, body } = await this.call('POST', '/calendly/connect', { personalAccessToken });
    if (status !== 201) throw new Error(`Connecting answered ${status}: ${JSON.stringify(body)}`);
  }

  async status(): Promise<CalendlyStatus> {
    return (await this.call<CalendlyStatus>('GET', '/calendly/status')).body;
  }

  /** The last back-fill, once there is one and it is over. */
  async syncOver(seconds = 30): Promise<Sync> {
    let sync: Sync | null = null;
    await until(
      async () => {
        ({ sync } = await this.status());
        return sync !== null && sync.finishedAt !== null;
      },
      'the end of a back-fill',
      seconds,
    );
    return sync as unknown as Sync;
  }

  async everyScheduledEvent(): Promise<ScheduledEvent[]> {
    const found: ScheduledEvent[] = [];
    let cursor: string | null = null;
    do {
      const query = `?limit=100${cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`}`;
      const page: Answer<{ items: ScheduledEvent[]; nextCursor: string | null }> = await this.call(
        'GET',
        `/scheduled-events${query}`,
      );
      found.push(...page.body.items);
      cursor = page.body.nextCursor;
    } while (cursor !== null);
    return found;
  }
}
