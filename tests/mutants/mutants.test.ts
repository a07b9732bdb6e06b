import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mutantsOf, withMutant } from '../../scripts/mutants.ts';
import { TestProcess } from '../../scripts/test-process.ts';

/** Every change of a line of code, as the line then reads. */
function changesOf(line: string): string[] {
  return mutantsOf('a.ts', line).map((mutant) => withMutant(line, mutant));
}

describe('a small change', () => {
  test.each([
    ['turns a condition round', 'if (a) b();', ['if (!(a)) b();', 'if (a) ;']],
    ['moves a boundary', 'x = a < b;', [';', 'x = a <= b;', 'x = a >= b;']],
    ['takes the other one for equal', 'x = a === b;', [';', 'x = a !== b;']],
    ['takes and for or', 'x = a && b;', [';', 'x = a || b;']],
    ['forgets what stands in', 'x = a ?? b;', [';', 'x = a;']],
    ['waits for nothing', 'await f();', ['f();', ';']],
    ['counts one more or less', 'f(3);', [';', 'f(4);', 'f(2);']],
    ['doubles a bound', 'f(64);', [';', 'f(128);']],
    ['says something else', "f('a');", [';', "f('slip');"]],
    ['takes the least for the most', 'f(Math.min(a));', [';', 'f(Math.max(a));']],
    ['leaves a field out', 'f({ a, b: c });', [';', 'f({  b: c });', 'f({ a,  });']],
    ['returns nothing', 'f(() => a);', [';', 'f(() => undefined);']],
    ['throws nothing', 'throw new E();', [';']],
  ])('%s', (_, line, changes) => {
    expect(changesOf(line)).toEqual(changes);
  });

  test('leaves types and imports as they are', () => {
    expect(changesOf("import a from 'a'; type T = 'x' | 1; interface I { a: 2 }")).toEqual([]);
  });

  test('is found at its line, in a text with characters of any size', () => {
    const source = "const a = '…😀';\nf(1);";

    expect(mutantsOf('a.ts', source).map(({ line, was }) => [line, was])).toEqual([
      [1, "'…😀'"],
      [2, 'f(1);'],
      [2, '1'],
      [2, '1'],
    ]);
  });
});

describe('the tests of a change', () => {
  const file = 'src/domain/retry-policy.ts';
  const tests = [{ file: 'tests/domain/retry-policy.test.ts', milliseconds: 60_000 }];
  let quick: TestProcess;
  beforeAll(() => {
    quick = new TestProcess(join(import.meta.dirname, '../..'));
  });
  afterAll(() => quick.stop());

  test('notice it, and nothing where nothing is changed', async () => {
    const policy = (text: string) => `export const nextAttemptAt = ${text};`;

    const same = await quick.noticed({ file: 'src/domain/version.ts', source: '' }, tests);
    const other = await quick.noticed({ file, source: policy('() => null') }, tests);
    const broken = await quick.noticed({ file, source: policy('(') }, tests);
    const ending = await quick.noticed({ file, source: policy('process.exit()') }, tests);

    expect(same).toBeNull();
    expect(other).toContain('tests/domain/retry-policy.test.ts › ');
    expect(broken).toContain('it cannot be loaded');
    expect(ending).toBe('the process ends');
  });

  test('notice one that has no end', async () => {
    const source = 'export function nextAttemptAt() { for (;;); }';

    const answer = await quick.ask({ changed: { file, source }, tests }, 1_000);

    expect(answer.failed).toBe('it has no end');
  });
});
