import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import type { Image } from './an-image.ts';

/** How a process in a container ended. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
  output: string;
}

/** A process of an image, with nothing in its environment but the image's and what is given. */
export class AContainer {
  output = '';
  readonly #child: ChildProcess;

  constructor(image: Image, [program = '', ...args]: string[], env: Record<string, string>) {
    const bin = join(image.root, 'usr/local/bin');
    this.#child = spawn(program, args, {
      cwd: join(image.root, image.workdir),
      env: { PATH: bin, ...image.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...image.user,
    });
    this.#child.stdout?.on('data', (text) => (this.output += String(text)));
    this.#child.stderr?.on('data', (text) => (this.output += String(text)));
  }

  get isAlive(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  async ended(): Promise<Exit> {
    if (this.isAlive) await once(this.#child, 'close');
    const { exitCode, signalCode } = this.#child;
    return { code: exitCode, signal: signalCode, output: this.output };
  }

  /** As `docker stop` does it. */
  stop(): Promise<Exit> {
    this.#child.kill('SIGTERM');
    return this.ended();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

/** Runs a program in the image until it ends, as `docker compose run` does. */
export function runIn(image: Image, command: string[], env: Record<string, string>): Promise<Exit> {
  return new AContainer(image, command, env).ended();
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
