import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Simulator } from '../../adapters/simulator/simulator.ts';
import { startSimulator } from '../../adapters/simulator/start-simulator.ts';
import { AProcess, type Ended } from '../support/a-process.ts';
import { aRunningService, jwtSecret, type RunningService } from '../support/a-running-service.ts';
import { AProxy, type ProxyOptions } from './a-proxy.ts';

export interface PatientOptions {
  proxy?: ProxyOptions;
  /** Settings of the service alone: the doctor does not have them. */
  service?: NodeJS.ProcessEnv;
}

/** A service behind a proxy, a Calendly that it can connect, and a doctor for both. */
export class APatient {
  readonly simulator: Simulator;
  readonly proxy: AProxy;
  readonly folder: string;
  service: RunningService;
  readonly #settings: NodeJS.ProcessEnv;

  private constructor(
    parts: Pick<APatient, 'simulator' | 'proxy' | 'folder' | 'service'>,
    settings: NodeJS.ProcessEnv,
  ) {
    ({
      simulator: this.simulator,
      proxy: this.proxy,
      folder: this.folder,
      service: this.service,
    } = parts);
    this.#settings = settings;
  }

  static async start({ proxy: manners, service: own }: PatientOptions = {}): Promise<APatient> {
    const folder = await mkdtemp(join(tmpdir(), 'patient-'));
    const simulator = await startSimulator({ events: 0, upcoming: 0 });
    const proxy = await AProxy.start(manners);
    const settings = {
      APP_URL: proxy.url,
      DATABASE_URL: 'memory:',
      DATA_DIR: folder,
      CALENDLY_ENVIRONMENT: 'simulator',
      CALENDLY_AUTH_URL: simulator.url,
      CALENDLY_API_URL: simulator.url,
      CALENDLY_WEBHOOK_SIGNING_KEY: 'a signing key of the settings',
      TOKEN_ENCRYPTION_KEY: Buffer.alloc(32, 'key').toString('base64'),
      JWT_SECRET: jwtSecret,
      LOCALE: 'en',
      LOG_LEVEL: 'silent',
    };
    const service = await aRunningService({ ...settings, ...own });
    proxy.target = service.url;
    return new APatient({ simulator, proxy, folder, service }, settings);
  }

  /** Starts the service again, with these settings besides. */
  async restart(own: NodeJS.ProcessEnv): Promise<void> {
    await this.service.stop();
    this.service = await aRunningService({ ...this.#settings, ...own });
    this.proxy.target = this.service.url;
  }

  /** Connects the first user of the simulated Calendly, unless this is another one's token. */
  async connect(personalAccessToken = this.simulator.personalAccessToken()): Promise<void> {
    const response = await fetch(`${this.service.url}/calendly/connect`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await this.service.token({ role: 'admin' })}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({ personalAccessToken }),
    });
    if (response.status !== 201) throw new Error(await response.text());
  }

  async book(email: string): Promise<void> {
    this.simulator.book({ email, name: 'Ada Lovelace', phone: '+33612345678' });
    await this.simulator.settled();
  }

  /** What the doctor says, run as a command where the settings are the service's but for these. */
  async examined(args: string[] = [], settings: NodeJS.ProcessEnv = {}): Promise<Examined> {
    const { port } = new URL(this.service.url);
    const env = { ...this.#settings, PORT: port, ...settings };
    for (let tries = 1; ; tries += 1) {
      const ended = await new AProcess('commands/doctor.ts', args, env, this.folder).ended();
      const examined = new Examined(ended);
      // The service runs in the process of the tests, which a busy machine delays. The doctor says so, and is right.
      if (!examined.text.includes('(event_loop)') || tries === 10) return examined;
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.service.stop();
    await this.proxy[Symbol.asyncDispose]();
    await this.simulator.stop();
    await rm(this.folder, { recursive: true });
  }
}

/** What the doctor printed, and how it ended. */
export class Examined {
  readonly code: number | null;
  readonly text: string;
  readonly stderr: string;

  constructor({ code, stdout, stderr }: Ended) {
    this.code = code;
    this.text = stdout;
    this.stderr = stderr;
  }

  /** The lines about something, each with what to do about it. */
  about(name: string): string[] {
    return this.text
      .split(/\n(?! {4}→)/)
      .filter((line) => line.slice(2).startsWith(name))
      .map((line) => line.replace(/\n {4}/, ' '));
  }

  /** The signs of all lines that are not good. */
  get complaints(): string[] {
    return this.text.split('\n').filter((line) => /^[!✘?] /.test(line));
  }
}
