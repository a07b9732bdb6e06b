import { describe, expect, test } from '@jest/globals';
import { GatheredReads, type Gathering } from '../../adapters/postgres/database/gathered-reads.ts';
import { StoreUnavailable } from '../../src/domain/errors.ts';

describe('reads that are gathered', () => {
  test('go in statements of a bounded weight, the first ones first', async () => {
    const { reads, statements } = someReads({ mostWeight: 3 });

    const answers = await askAll(reads, ['a', 'b', 'c', 'd', 'e', 'f', 'g']);

    expect(answers).toEqual(['A', 'B', 'C', 'D', 'E', 'F', 'G']);
    expect(statements).toEqual([['a', 'b', 'c'], ['d', 'e', 'f'], ['g']]);
  });

  test('let a question through that is heavier than a statement, alone', async () => {
    const { reads, statements } = someReads({ mostWeight: 3, weightOf: ({ length }) => length });

    await askAll(reads, ['a', 'bbbbbbb', 'cc', 'd']);

    expect(statements).toEqual([['a'], ['bbbbbbb'], ['cc', 'd']]);
  });

  test('are one where many ask the same', async () => {
    const { reads, statements } = someReads();

    const answers = await askAll(reads, ['a', 'a', 'b', 'a']);

    expect(answers).toEqual(['A', 'A', 'B', 'A']);
    expect(statements).toEqual([['a', 'b']]);
  });

  test('ask anew for who comes while the statement is under way', async () => {
    const { reads, statements } = someReads();

    const first = reads.ask('a');
    await Promise.resolve();
    await Promise.resolve();
    const second = reads.ask('a');

    expect(await Promise.all([first, second])).toEqual(['A', 'A']);
    expect(statements).toEqual([['a'], ['a']]);
  });

  test('fail for those alone whose own answer cannot be made', async () => {
    const { reads } = someReads({
      ask: async () => (question) => {
        if (question === 'b') throw new SyntaxError('This row cannot be read.');
        return question.toUpperCase();
      },
    });

    const answers = await settleAll(reads, ['a', 'b', 'c']);

    expect(answers).toEqual(['A', 'SyntaxError', 'C']);
  });

  test('fail for those alone who make their statement fail', async () => {
    const { reads, statements } = someReads({ fails: (question) => question === 'c' });

    const answers = await settleAll(reads, ['a', 'b', 'c', 'd', 'e']);

    expect(answers).toEqual(['A', 'B', 'RangeError', 'D', 'E']);
    expect(statements.map((questions) => questions.join(''))).toEqual([
      'abcde',
      'abc',
      'ab',
      'c',
      'de',
    ]);
  });

  test('fail for all who asked while the store is away, at once, and go on afterwards', async () => {
    let isAway = true;
    const { reads, statements } = someReads({
      fails: () => {
        if (isAway) throw new StoreUnavailable('away');
        return false;
      },
    });

    const answers = await settleAll(reads, ['a', 'b', 'c']);
    isAway = false;

    expect(answers).toEqual(['StoreUnavailable', 'StoreUnavailable', 'StoreUnavailable']);
    expect(statements).toHaveLength(1);
    expect(await reads.ask('d')).toBe('D');
  });

  test('fail for those who asked, not the process, where the statement is not even made', async () => {
    const { reads } = someReads({
      ask: () => {
        throw new TypeError('No statement can be made of this.');
      },
    });

    expect(await settleAll(reads, ['a', 'b'])).toEqual(['TypeError', 'TypeError']);
    expect(await settleAll(reads, ['c'])).toEqual(['TypeError']);
  });
});

interface Options extends Partial<Gathering<string, string>> {
  fails?: (question: string) => boolean;
}

/** Reads whose answers are the questions in capitals, and the statements that they made. */
function someReads({ fails = () => false, ...gathering }: Options = {}) {
  const statements: string[][] = [];
  const reads = new GatheredReads<string, string>({
    nameOf: (question) => question,
    weightOf: () => 1,
    mostWeight: 100,
    ask: async (questions) => {
      statements.push([...questions]);
      if (questions.some(fails)) throw new RangeError('This statement fails.');
      return (question) => question.toUpperCase();
    },
    ...gathering,
  });
  return { reads, statements };
}

function askAll(reads: GatheredReads<string, string>, questions: string[]): Promise<string[]> {
  return Promise.all(questions.map((question) => reads.ask(question)));
}

/** The answers, and in place of one that failed the name of its error. */
async function settleAll(reads: GatheredReads<string, string>, questions: string[]) {
  const settled = await Promise.allSettled(questions.map((question) => reads.ask(question)));
  return settled.map((one) =>
    one.status === 'fulfilled' ? one.value : (one.reason as Error).constructor.name,
  );
}
