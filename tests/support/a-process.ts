import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { signatureHeader, signV1 } from '../../adapters/calendly/sign-webhook.ts';
import { type Answer, answerOf } from './a-running-service.ts';
import { until } from './a-socket.ts';

// To root no folder is closed. This user exists everywhere.
const nobody = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
const adapters = join(import.meta.dirname, '../../adapters');
/** Compiling the program takes a process half of its start. */
const compileCache = join(import.meta.dirname, '../../node_modules/.cache/compiled');
/** V8's quick compiler of WebAssembly alone: its better one works longer on the embedded database than these processes. */
const quickStart = '--liftoff-only';

/** How a process ended, and what it said. */
export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** A command of the service as somebody's shell runs it, in a folder without a `.env`. */
export class AProcess {
  stdout = '';
  stderr = '';
  readonly #child: ChildProcess;

  constructor(
    script: string,
    args: string[],
    env: NodeJS.ProcessEnv,
    cwd: string,
    { withoutRights = false } = {},
  ) {
    this.#child = spawn(process.execPath, [quickStart, join(adapters, script), ...args], {
      ...(withoutRights && nobody),
      cwd,
      env: { PATH: process.env['PATH'], NODE_COMPILE_CACHE: compileCache, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.#child.stdout?.on('data', (text) => (this.stdout += String(text)));
    this.#child.stderr?.on('data', (text) => (this.stderr += String(text)));
  }

  /** Resolves when it ended and all it said was heard. */
  async ended(): Promise<Ended> {
    const { exitCode, signalCode } = this.#child;
    if (exitCode === null && signalCode === null) await once(this.#child, 'close');
    return { code: this.#child.exitCode, stdout: this.stdout, stderr: this.stderr };
  }

  kill(signal: NodeJS.Signals): Promise<Ended> {
    this.#child.kill(signal);
    return this.ended();
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }
}

/** A folder that services keep their data in, one after another, on one port. */
export class DataFolder {
  readonly path: string;
  readonly port: number;
  readonly #processes: AProcess[] = [];

  private constructor(path: string, port: number) {
    this.path = path;
    this.port = port;
  }

  static async create(): Promise<DataFolder> {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    server.close();
    return new DataFolder(await mkdtemp(join(tmpdir(), 'process-')), port);
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  run(script: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): AProcess {
    const settings = { PORT: String(this.port), DATA_DIR: this.path, ...env };
    const process = new AProcess(script, args, settings, this.path);
    this.#processes.push(process);
    return process;
  }

  /** Starts the service, and resolves once it has said all that it says to whoever starts it. */
  async start(): Promise<ServiceProcess> {
    const service = this.run('main.ts');
    await until(
      () => service.stdout.includes('simulate -- book') || !service.isAlive,
      'a service that listens',
      60,
    );
    if (!service.isAlive) throw new Error(`It did not start: ${service.stderr}`);
    return new ServiceProcess(this, service);
  }

  remove(): Promise<void> {
    return rm(this.path, { recursive: true });
  }

  /** Ends processes that still run in it too, as after a test that failed. */
  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#processes.map((process) => process.kill('SIGKILL')));
    await this.remove();
  }
}

/** The service as a process of its own. */
export class ServiceProcess {
  readonly folder: DataFolder;
  readonly process: AProcess;

  constructor(folder: DataFolder, process: AProcess) {
    this.folder = folder;
    this.process = process;
  }

  /** The token that it printed. */
  get token(): string {
    return /#token=(\S+)/.exec(this.process.stdout)?.[1] ?? '';
  }

  async get<T = unknown>(path: string, { token = this.token } = {}): Promise<Answer<T>> {
    const headers = { authorization: `Bearer ${token}` };
    return answerOf<T>(await fetch(this.folder.url + path, { headers }));
  }

  /** Posts a webhook, signed with the key that the service made up. */
  async post(body: string): Promise<Answer<{ status: string }>> {
    const secrets = readFileSync(join(this.folder.path, 'development-secrets.json'), 'utf8');
    const { webhookSigningKey } = JSON.parse(secrets) as { webhookSigningKey: string };
    const headers = { [signatureHeader]: signV1(webhookSigningKey, body, new Date()) };
    const url = `${this.folder.url}/calendly/webhook`;
    return answerOf(await fetch(url, { method: 'POST', headers, body }));
  }
}
