import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Covered, Range } from './mutant-worker.ts';
import type { AskedTests, TestProcess } from './test-process.ts';

/** The quick tests: they need neither a server nor a database. */
const quickTests = [
  'tests/{domain,use-cases,cases}/**/*.test.ts',
  'tests/contracts/memory.test.ts',
  'tests/properties/{merge,batches}-property.test.ts',
];

/** How long the tests of other files may take for one change, unless all are asked for: the quickest come first. */
const enoughMilliseconds = 2_500;

/** The approximate time for loading a test file. */
const loadMilliseconds = 50;

/** One test and the stretches of each source file that it reaches: from, to, from, to, … */
interface Reach {
  number: number;
  milliseconds: number;
  stretches: Record<string, number[]>;
}

interface TestFile {
  file: string;
  digest: string;
  tests: Reach[];
}

export function digestOf(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 16);
}

/** Which quick test reaches which place of the core: measured once, kept until a file changes. */
export class TestMap {
  readonly #files: TestFile[];

  private constructor(files: TestFile[]) {
    this.#files = files;
  }

  static async read(root: string, cache: string, tests: TestProcess): Promise<TestMap> {
    const text = (file: string) => readFileSync(join(root, file), 'utf8');
    const under = globSync(
      '{src,adapters/{memory,calendly,wire},tests/{support,contracts}}/**/*.ts',
      {
        cwd: root,
      },
    );
    const ground = digestOf(...under.toSorted().map(text));
    const kept = join(cache, 'test-map.json');
    const known: TestFile[] = existsSync(kept) ? JSON.parse(readFileSync(kept, 'utf8')) : [];
    const files: TestFile[] = [];
    for (const file of globSync(quickTests, { cwd: root }).toSorted()) {
      const digest = digestOf(ground, text(file));
      const before = known.find((one) => one.file === file && one.digest === digest);
      files.push(before ?? { file, digest, tests: await measured(file, tests) });
      if (before === undefined) writeFileSync(kept, JSON.stringify([...files, ...known]));
    }
    writeFileSync(kept, JSON.stringify(files));
    return new TestMap(files);
  }

  /** The tests that reach a place: those of the file of the same name first, then the quickest. */
  testsOf(file: string, offset: number, all: boolean): AskedTests[] {
    const mirror = file.replace(/^src\//, 'tests/').replace(/\.ts$/, '.test.ts');
    const reaching = this.#files
      .map((testFile) => reachingTests(testFile, file, offset))
      .filter(({ numbers }) => numbers.length > 0);
    const own = reaching.filter((tests) => tests.file === mirror);
    const others = reaching.filter((tests) => tests.file !== mirror);
    let sum = 0;
    const enough = others
      .toSorted((a, b) => a.milliseconds - b.milliseconds)
      .filter(
        ({ milliseconds }) => all || (sum += milliseconds + loadMilliseconds) < enoughMilliseconds,
      );
    return [...own, ...enough];
  }

  /** Stands for the text of the tests. */
  digestOf(tests: readonly AskedTests[]): string {
    const digests = tests.map(({ file, numbers }) => [
      this.#files.find((one) => one.file === file)?.digest,
      numbers,
    ]);
    return digestOf(JSON.stringify(digests));
  }
}

/** A change to what runs as a file is loaded may show in any test of that file. */
function reachingTests({ file, tests }: TestFile, changed: string, offset: number) {
  const reaching = tests.filter(({ stretches }) => isIn(offset, stretches[changed] ?? []));
  const atLoad = reaching.some(({ number }) => number === -1);
  const chosen = (atLoad ? tests : reaching).filter(({ number }) => number >= 0);
  const milliseconds = chosen.reduce((sum, test) => sum + test.milliseconds, 0);
  return { file, numbers: chosen.map(({ number }) => number), milliseconds };
}

async function measured(file: string, tests: TestProcess): Promise<Reach[]> {
  const { covered, failed } = await tests.ask({ tests: [{ file }], coverage: true }, 600_000);
  if (covered === undefined || failed !== undefined) {
    throw new Error(`${file} fails without any change: ${failed}`);
  }
  return covered.map(({ test, milliseconds, reached }) => ({
    number: test.number,
    milliseconds: Math.round(milliseconds),
    stretches: stretchesOf(reached),
  }));
}

function stretchesOf(reached: Covered['reached']): Record<string, number[]> {
  const stretches: Record<string, number[]> = {};
  for (const { file, functions } of reached) {
    const flat = flattened(functions.flat());
    if (flat.length > 0) stretches[file] = flat;
  }
  return stretches;
}

/** Ranges lie in one another; the innermost says whether a place was reached. */
function flattened(ranges: Range[]): number[] {
  const edges = new Set(ranges.flatMap(({ startOffset, endOffset }) => [startOffset, endOffset]));
  const sorted = [...edges].toSorted((a, b) => a - b);
  const inward = ranges.toSorted(
    (a, b) => a.startOffset - b.startOffset || b.endOffset - a.endOffset,
  );
  const flat: number[] = [];
  for (const [at, start] of sorted.entries()) {
    const end = sorted[at + 1];
    if (end === undefined) break;
    const innermost = inward.findLast(
      (range) => range.startOffset <= start && range.endOffset >= end,
    );
    if (innermost === undefined || innermost.count === 0) continue;
    if (flat.at(-1) === start) flat[flat.length - 1] = end;
    else flat.push(start, end);
  }
  return flat;
}

function isIn(offset: number, stretches: readonly number[]): boolean {
  for (let at = 0; at < stretches.length; at += 2) {
    if (offset >= (stretches[at] ?? 0) && offset < (stretches[at + 1] ?? 0)) return true;
  }
  return false;
}
