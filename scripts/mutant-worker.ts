import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { registerHooks, stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type * as QuickTests from './quick-tests.ts';

/*
 * Runs tests for `npm run mutate`, one asked run after another, in this process. Every run loads the sources anew:
 * their addresses end in the run's number. The one that is changed is changed as it is loaded, so no file is written.
 */

/** A request of the parent. */
export interface Ask {
  run: number;
  /** The file that is changed, from the root, and its text. */
  changed?: { file: string; source: string };
  /** Which tests of which test files, by their numbers; without numbers, all of them. */
  tests: { file: string; numbers?: number[] }[];
  /** True when the answer has the positions that each test reached. */
  coverage?: boolean;
}

/** The result of a run. */
export interface RunResult {
  run: number;
  /** The first test that failed, or what else went wrong. */
  failed?: string;
  covered?: Covered[];
}

/** The places of one source file that a test reached. Number -1 stands for loading the test file. */
export interface Covered {
  test: { file: string; number: number };
  milliseconds: number;
  reached: { file: string; functions: Range[][] }[];
}

export interface Range {
  startOffset: number;
  endOffset: number;
  count: number;
}

const root = join(import.meta.dirname, '..');
const rootUrl = `${pathToFileURL(root).href}/`;
const runnerUrl = pathToFileURL(join(import.meta.dirname, 'quick-tests.ts')).href;
const stripped = new Map<string, string>();
let ask: Ask = { run: 0, tests: [] };

process.removeAllListeners('warning');
// A failed test may leave a rejected promise behind. The test has reported its failure already.
process.on('unhandledRejection', () => {});
process.on('uncaughtException', () => {});

const isOurs = (url: string) => url.startsWith(rootUrl) && !url.includes('/node_modules/');

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === '@jest/globals') return { url: runnerUrl, shortCircuit: true };
    if (specifier === '@jest/globals-of-jest') return next('@jest/globals', context);
    const resolved = next(specifier, context);
    if (!isOurs(resolved.url) || resolved.url === runnerUrl) return resolved;
    return { ...resolved, url: `${resolved.url.split('?')[0]}?run=${ask.run}` };
  },
  load(url, context, next) {
    const [plain = ''] = url.split('?');
    if (!isOurs(url) || !plain.endsWith('.ts')) return next(plain, context);
    const file = plain.slice(rootUrl.length);
    return { format: 'module', shortCircuit: true, source: textOf(file, plain) };
  },
});

function textOf(file: string, url: string): string {
  if (file === ask.changed?.file) return stripTypeScriptTypes(ask.changed.source);
  const known =
    stripped.get(file) ?? stripTypeScriptTypes(readFileSync(fileURLToPath(url), 'utf8'));
  stripped.set(file, known);
  return known;
}

const { takeTests } = (await import(runnerUrl)) as typeof QuickTests;

process.on('message', (message: Ask) => {
  ask = message;
  void answer(message).then((result) => process.send?.(result));
});

async function answer({ run, tests, coverage }: Ask): Promise<RunResult> {
  const covered: Covered[] = [];
  const watch = coverage === true ? await watchCoverage() : undefined;
  for (const { file, numbers } of tests) {
    const failed = await runFile(file, run, numbers, async (number, milliseconds) => {
      const reached = await watch?.take();
      if (reached) covered.push({ test: { file, number }, milliseconds, reached });
    });
    if (failed !== undefined) return { run, failed };
  }
  watch?.close();
  return coverage === true ? { run, covered } : { run };
}

type After = (number: number, milliseconds: number) => Promise<void>;

async function runFile(file: string, run: number, numbers: number[] | undefined, after: After) {
  try {
    await import(`${rootUrl}${file}?run=${run}`);
  } catch (error) {
    takeTests();
    return `${file} › it cannot be loaded: ${String(error)}`;
  }
  const tests = takeTests();
  await after(-1, 0);
  const begun = new Set<object>();
  let failed: string | undefined;
  for (const [number, test] of tests.entries()) {
    if (numbers !== undefined && !numbers.includes(number)) continue;
    const began = performance.now();
    failed = await runTest(test, begun);
    await after(number, performance.now() - began);
    if (failed !== undefined) break;
  }
  for (const body of tests.flatMap(({ groups }) =>
    groups.flatMap((group) => group.afterAll.splice(0)),
  )) {
    await body();
  }
  return failed === undefined ? undefined : `${file} › ${failed}`;
}

/** How long one test may take. Without a change it ends, however busy the machine is. */
const patience = () => (ask.coverage === true ? 120_000 : 10_000);

async function runTest({ name, body, groups }: QuickTests.QuickTest, begun: Set<object>) {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error('It took too long')), patience());
  });
  try {
    const act = async () => {
      for (const group of groups) {
        if (!begun.has(group)) for (const before of group.beforeAll) await before();
        begun.add(group);
        for (const before of group.before) await before();
      }
      await body();
      for (const group of groups.toReversed()) for (const after of group.after) await after();
    };
    await Promise.race([act(), tooLong]);
    return undefined;
  } catch (error) {
    return `${name}: ${String(error).split('\n')[0]}`;
  } finally {
    clearTimeout(timer);
  }
}

async function watchCoverage() {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  return {
    async take() {
      const { result } = await session.post('Profiler.takePreciseCoverage');
      return result
        .filter(({ url }) => url.startsWith(`${rootUrl}src/`))
        .map(({ url, functions }) => ({
          file: (url.split('?')[0] ?? '').slice(rootUrl.length),
          functions: functions.map(({ ranges }) => ranges),
        }));
    },
    close: () => session.disconnect(),
  };
}
