import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';
import { MutantRecord, type MutantResult } from './mutant-record.ts';
import { type Mutant, mutantsOf, withMutant } from './mutants.ts';
import { digestOf, TestMap } from './test-map.ts';
import { TestProcess } from './test-process.ts';

/*
 * Plants small changes in the core, one at a time and in memory only, and says which of them no quick test notices.
 * What a run found is kept in node_modules/.cache/mutants.jsonl: the next run goes on where this one was cut, and tries
 * a survivor again once the tests that reach it have changed.
 */

const root = join(import.meta.dirname, '..');
const cache = join(root, 'node_modules/.cache');

const program = new Command('mutate')
  .description('Plants small changes, one at a time, and says which no quick test notices.')
  .argument('[paths...]', 'files or folders', ['src/domain', 'src/use-cases'])
  .option('--all', 'run every test that reaches a change, not only what takes a second or two')
  .option('--fresh', 'forget what earlier runs found')
  .option('--list', 'print the changes, try none')
  .option('--lines <from-to>', 'only these lines')
  .option('--every <n>', 'a sample: only each n-th change', Number, 1)
  .parse();
const options = program.opts<{
  all?: true;
  fresh?: true;
  list?: true;
  lines?: string;
  every: number;
}>();

interface Planned {
  file: string;
  source: string;
  mutant: Mutant;
}

const planned = filesOf(program.processedArgs.flat() as string[])
  .flatMap((file) => plannedFor(file, options.lines))
  .filter((_, at) => at % options.every === 0);
if (options.list) {
  for (const { file, mutant } of planned) console.log(wordsOf(file, mutant));
  console.log(`${planned.length} changes`);
} else {
  report(await tryAll(planned));
}

function filesOf(paths: readonly string[]): string[] {
  return paths
    .flatMap((path) => (path.endsWith('.ts') ? [path] : globSync(`${path}/**/*.ts`, { cwd: root })))
    .map((file) => file.replaceAll('\\', '/'))
    .toSorted();
}

function plannedFor(file: string, lines = '1-'): Planned[] {
  const source = readFileSync(join(root, file), 'utf8');
  const [from = 1, to] = lines.split('-').map(Number);
  return mutantsOf(file, source)
    .filter(({ line }) => line >= from && line <= (to || Number.POSITIVE_INFINITY))
    .map((mutant) => ({ file, source, mutant }));
}

async function tryAll(all: readonly Planned[]): Promise<MutantResult[]> {
  const tests = new TestProcess(root);
  const map = await TestMap.read(root, cache, tests);
  const record = MutantRecord.open(join(cache, 'mutants.jsonl'), options.fresh === true);
  const results: MutantResult[] = [];
  let lastWords = Date.now();
  for (const [at, one] of all.entries()) {
    const result = await tryOne(one, map, tests, record);
    results.push(result);
    if (result.noticedBy === null) console.log(wordsOf(one.file, one.mutant));
    if (Date.now() - lastWords > 30_000) {
      console.log(`… ${at + 1} of ${all.length}, ${one.file}`);
      lastWords = Date.now();
    }
  }
  tests.stop();
  return results;
}

async function tryOne(
  { file, source, mutant }: Planned,
  map: TestMap,
  tests: TestProcess,
  record: MutantRecord,
): Promise<MutantResult> {
  const { start, end, line, was, became } = mutant;
  const key = digestOf(file, source, `${start}-${end}`, became);
  const asked = map.testsOf(file, start, options.all === true);
  const triedWith = map.digestOf(asked);
  const known = record.find(key, triedWith);
  if (known !== undefined) return known;
  const changed = { file, source: withMutant(source, mutant) };
  const noticedBy = asked.length === 0 ? null : await tests.noticed(changed, asked);
  return record.add({ key, file, line, was, became, noticedBy, triedWith });
}

function wordsOf(file: string, { line, was, became }: Mutant): string {
  const short = (text: string) => {
    const inline = text.replaceAll(/\s+/g, ' ').trim();
    return inline.length > 70 ? `${inline.slice(0, 69)}…` : inline;
  };
  const after = became === '' || became === ';' ? 'gone' : short(became);
  return `${file}:${line}  ${short(was)}  →  ${after}`;
}

function report(results: readonly MutantResult[]): void {
  const groups = [
    ...Map.groupBy(results, ({ file }) => file),
    ...Map.groupBy(results, ({ file }) => file.slice(0, file.lastIndexOf('/') + 1)),
  ].toSorted(([a], [b]) => (a < b ? -1 : 1));
  console.log('');
  for (const [name, of] of [...groups, ['all', results] as const]) {
    const noticed = of.filter(({ noticedBy }) => noticedBy !== null).length;
    const percent = of.length === 0 ? '–' : ((100 * noticed) / of.length).toFixed(1);
    console.log(`${percent.padStart(5)} %  ${noticed} of ${of.length}  ${name}`);
  }
}
