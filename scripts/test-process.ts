import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Ask, RunResult } from './mutant-worker.ts';

/** Tests of a file, by their numbers, and how long they usually take. */
export interface AskedTests {
  file: string;
  numbers?: number[];
  milliseconds: number;
}

/** A process that runs tests. It is replaced when it hangs, and now and then, as it keeps all that it loaded. */
export class TestProcess {
  readonly #root: string;
  #child: ChildProcess | undefined;
  #runs = 0;

  constructor(root: string) {
    this.#root = root;
  }

  /** The first test that fails with that change. A run without an end, and one that ends the process, is noticed. */
  async noticed(
    changed: { file: string; source: string },
    tests: readonly AskedTests[],
  ): Promise<string | null> {
    const usual = tests.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
    const result = await this.ask({ changed, tests: [...tests] }, 5_000 + 5 * usual);
    return result.failed ?? null;
  }

  async ask(ask: Omit<Ask, 'run'>, patience: number): Promise<RunResult> {
    this.#runs += 1;
    if (this.#runs % 100 === 0) this.stop();
    const child = (this.#child ??= this.#start());
    const run = this.#runs;
    return await new Promise((resolve) => {
      const end = (result: RunResult, replace: boolean) => {
        clearTimeout(timer);
        child.removeAllListeners();
        if (replace) this.stop();
        resolve(result);
      };
      const timer = setTimeout(() => end({ run, failed: 'it has no end' }, true), patience);
      child.on('message', (result: RunResult) => end(result, false));
      child.on('exit', () => end({ run, failed: 'the process ends' }, true));
      child.send({ ...ask, run });
    });
  }

  stop(): void {
    this.#child?.removeAllListeners();
    this.#child?.kill('SIGKILL');
    this.#child = undefined;
  }

  #start(): ChildProcess {
    return fork(join(import.meta.dirname, 'mutant-worker.ts'), {
      cwd: this.#root,
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      execArgv: ['--max-old-space-size=1500', '--disable-warning=ExperimentalWarning'],
    });
  }
}
