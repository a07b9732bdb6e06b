import type { Simulator } from '../../adapters/simulator/simulator.ts';
import type { SimulatorOptions } from '../../adapters/simulator/simulator-options.ts';
import { startSimulator } from '../../adapters/simulator/start-simulator.ts';

/** Its clock stands still until a test turns it. */
export const startedAt = new Date('2026-11-24T09:00:00.000Z');

export interface Told {
  status: number;
  headers: Headers;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests take foreign JSON apart
  body: any;
}

/** A simulator of its own, without any history, and a client of its API. */
export class ACalendly {
  readonly simulator: Simulator;

  private constructor(simulator: Simulator) {
    this.simulator = simulator;
  }

  static async start(options: SimulatorOptions = {}): Promise<ACalendly> {
    const quiet = { events: 0, upcoming: 0, now: () => startedAt };
    return new ACalendly(await startSimulator({ ...quiet, ...options }));
  }

  get url(): string {
    return this.simulator.url;
  }

  /** Calls the API with a token: the first user's personal one unless another is given. */
  async call(method: string, path: string, body?: object, token = this.token()): Promise<Told> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return told(response);
  }

  get(path: string, token?: string): Promise<Told> {
    return this.call('GET', path, undefined, token);
  }

  token(user?: string, scopes?: readonly string[]): string {
    return this.simulator.personalAccessToken(user, scopes);
  }

  /** The URIs of a user and of their organization, as parameters take them. */
  async who(user?: string): Promise<{ user: string; organization: string }> {
    const { body } = await this.get('/users/me', this.token(user));
    return { user: body.resource.uri, organization: body.resource.current_organization };
  }

  /** Sends a form as an app does. */
  async form(path: string, fields: Record<string, string>, headers = {}): Promise<Told> {
    return told(
      await fetch(`${this.url}${path}`, {
        method: 'POST',
        headers,
        body: new URLSearchParams(fields),
        redirect: 'manual',
      }),
    );
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.simulator.stop();
  }
}

async function told(response: Response): Promise<Told> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.startsWith('application/json') === true;
  return {
    status: response.status,
    headers: response.headers,
    body: isJson && text !== '' ? JSON.parse(text) : text,
  };
}
