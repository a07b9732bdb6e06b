import { type ChildProcess, fork as forkProcess } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { devNull } from 'node:os';
import { join } from 'node:path';

export interface Child {
  process: ChildProcess;
  /** Sends a task and waits for its answer; one at a time. */
  ask(task: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

export interface ForkOptions {
  env?: Record<string, string>;
  execArgv?: string[];
  /** What the program is started with. */
  args?: string[];
}

/** Starts a program of this folder in a process of its own. What it logs goes nowhere, at the price of writing it. */
export async function fork(
  program: string,
  { env = {}, execArgv = [], args = [] }: ForkOptions = {},
): Promise<Child> {
  const child = forkProcess(join(import.meta.dirname, program), args, {
    stdio: ['ignore', openSync(devNull, 'w'), 'inherit', 'ipc'],
    env: { ...process.env, ...env },
    execArgv,
  });
  const told = (): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const ended = () => reject(new Error(`${program} ended too early.`));
      child.once('exit', ended);
      child.once('message', (message: { result?: unknown; error?: string }) => {
        child.off('exit', ended);
        if (message.error === undefined) resolve(message.result);
        else reject(new Error(`${program}: ${message.error}`));
      });
    });
  await told();
  return {
    process: child,
    ask: (task) => {
      const result = told();
      child.send({ task });
      return result;
    },
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

/** The other side: answers tasks until the parent lets go, then ends the process. */
export function answer(
  work: (task: unknown) => Promise<unknown>,
  end: () => Promise<void> = async () => undefined,
): void {
  process.on('message', ({ task }: { task: unknown }) => {
    work(task).then(
      (result) => process.send?.({ result }),
      (error: unknown) => process.send?.({ error: String(error) }),
    );
  });
  process.on('disconnect', () => {
    void end().finally(() => process.exit());
  });
  process.send?.({ result: 'ready' });
}
