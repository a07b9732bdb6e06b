import { type AProcess, DataFolder, type Ended } from './a-process.ts';
import { until } from './a-socket.ts';

/** The service as a process in production, with its metrics; what it says is one JSON object a line. */
export class AProductionProcess {
  readonly process: AProcess;
  readonly #folder: DataFolder;
  #stopped: Promise<Ended> | null = null;

  private constructor(folder: DataFolder, process: AProcess) {
    this.#folder = folder;
    this.process = process;
  }

  static async start(settings: NodeJS.ProcessEnv): Promise<AProductionProcess> {
    const folder = await DataFolder.create();
    const process = folder.run('main.ts', [], {
      NODE_ENV: 'production',
      HOST: '127.0.0.1',
      METRICS_PORT: '0',
      LOG_FORMAT: 'json',
      DRAIN_SECONDS: '0',
      ...settings,
    });
    const service = new AProductionProcess(folder, process);
    const isUp = () => process.stdout.includes('"The service listens"');
    await until(() => isUp() || !process.isAlive, 'a service that listens', 60);
    if (!process.isAlive) throw new Error(`It did not start: ${process.stderr}`);
    return service;
  }

  get url(): string {
    return this.#said('The service listens')?.['url'] ?? '';
  }

  get metricsUrl(): string {
    return this.#said('Metrics are served')?.['url'] ?? '';
  }

  /** Every line of its log so far. */
  get lines(): Record<string, string>[] {
    const whole = this.process.stdout.split('\n').slice(0, -1);
    return whole.map((line) => JSON.parse(line) as Record<string, string>);
  }

  stop(): Promise<Ended> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<Ended> {
    const ended = await this.process.kill('SIGTERM');
    await this.#folder.remove();
    return ended;
  }

  #said(message: string): Record<string, string> | undefined {
    return this.lines.find(({ msg }) => msg === message);
  }
}
