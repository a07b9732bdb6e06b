import { SystemClock } from '../../adapters/node/system-clock.ts';
import type { Simulator } from '../../adapters/simulator/simulator.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { type AProcess, DataFolder } from './a-process.ts';
import { aKey } from './a-rotation.ts';
import { aRunningService, jwtSecret, type RunningService } from './a-running-service.ts';
import { until } from './a-socket.ts';
import { AnAdministrator } from './an-administrator.ts';

/** Lets services run one after another, or side by side, with one database, one address and one Calendly. */
export class APlaceForServices {
  readonly settings: NodeJS.ProcessEnv;
  readonly #folder: DataFolder;
  readonly #processes: AProcess[] = [];

  private constructor(folder: DataFolder, settings: NodeJS.ProcessEnv) {
    this.#folder = folder;
    this.settings = settings;
  }

  static async create(
    simulator: Simulator,
    databaseUrl: string,
    settings: NodeJS.ProcessEnv = {},
  ): Promise<APlaceForServices> {
    const folder = await DataFolder.create();
    const { id, secret } = simulator.client;
    return new APlaceForServices(folder, {
      PORT: String(folder.port),
      HOST: '127.0.0.1',
      APP_URL: `http://127.0.0.1:${folder.port}`,
      DATABASE_URL: databaseUrl,
      JWT_SECRET: jwtSecret,
      TOKEN_ENCRYPTION_KEY: aKey(),
      CALENDLY_ENVIRONMENT: 'simulator',
      CALENDLY_AUTH_URL: simulator.url,
      CALENDLY_API_URL: simulator.url,
      CALENDLY_CLIENT_ID: id,
      CALENDLY_CLIENT_SECRET: secret ?? '',
      LOG_FORMAT: 'json',
      ...settings,
    });
  }

  /** An administrator who calls the service at its address. */
  administrator(clock: Clock = new SystemClock()): AnAdministrator {
    return new AnAdministrator(this.settings['APP_URL'] ?? '', clock);
  }

  /** The service as a process of its own, which can be killed. Its clock may be ahead. */
  async startProcess(settings: NodeJS.ProcessEnv = {}, aheadSeconds = 0): Promise<AProcess> {
    const all = { ...this.settings, ...settings };
    const process =
      aheadSeconds === 0
        ? this.#folder.run('main.ts', [], all)
        : this.#folder.run('../tests/support/service-ahead.ts', [String(aheadSeconds)], all);
    this.#processes.push(process);
    const isUp = () => process.stdout.includes('The service listens');
    await until(() => isUp() || !process.isAlive, 'a service that listens', 60);
    if (!process.isAlive) throw new Error(`It did not start: ${process.stderr}`);
    return process;
  }

  /** The service inside the test, with the test's clock. */
  start(clock: Clock, settings: NodeJS.ProcessEnv = {}): Promise<RunningService> {
    return aRunningService({ ...this.settings, ...settings }, clock);
  }

  /** A command of the service, such as `commands/reencrypt.ts`. */
  run(script: string, settings: NodeJS.ProcessEnv = {}): AProcess {
    const process = this.#folder.run(script, [], { ...this.settings, ...settings });
    this.#processes.push(process);
    return process;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#processes.map((process) => process.kill('SIGKILL')));
    await this.#folder.remove();
  }
}
