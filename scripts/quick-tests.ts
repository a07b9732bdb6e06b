import { createRequire } from 'node:module';

/*
 * Stands in for `@jest/globals` where tests run in one process, without jest: thousands of short runs
 * would otherwise each pay for a start of jest. `expect` is jest's own.
 */

type Body = () => unknown;

interface Group {
  name: string;
  before: Body[];
  after: Body[];
  beforeAll: Body[];
  afterAll: Body[];
  parent: Group | undefined;
}

/** One test, with the groups that it stands in, from the outermost. */
export interface QuickTest {
  name: string;
  body: Body;
  groups: Group[];
}

const require = createRequire(import.meta.resolve('@jest/globals-of-jest'));
export const expect = (require('@jest/expect') as { jestExpect: unknown }).jestExpect;

const group = (name: string, parent?: Group): Group => ({
  name,
  before: [],
  after: [],
  beforeAll: [],
  afterAll: [],
  parent,
});

let current = group('');
const collected: QuickTest[] = [];

/** The tests that were defined since the last call. */
export function takeTests(): QuickTest[] {
  return collected.splice(0);
}

export const test = eachOf((name, body) => {
  const groups: Group[] = [];
  for (let at: Group | undefined = current; at !== undefined; at = at.parent) groups.unshift(at);
  collected.push({ name: [...groups.slice(1).map((g) => g.name), name].join(' › '), body, groups });
});

export const describe = eachOf((name, body) => {
  const outer = current;
  current = group(name, outer);
  body();
  current = outer;
});

export const beforeEach = (body: Body): void => void current.before.push(body);
export const afterEach = (body: Body): void => void current.after.push(body);
export const beforeAll = (body: Body): void => void current.beforeAll.push(body);
export const afterAll = (body: Body): void => void current.afterAll.push(body);

type Define = (name: string, body: Body) => void;

function eachOf(define: Define) {
  const each =
    (table: readonly unknown[]) =>
    (name: string, body: (...row: unknown[]) => unknown): void => {
      table.forEach((row, at) => {
        define(`${name} [${at}]`, () => (Array.isArray(row) ? body(...row) : body(row)));
      });
    };
  return Object.assign((name: string, body: Body) => define(name, body), { each });
}
