import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from '@jest/globals';
import { readHouse } from '../../scripts/house.ts';
import { housePage } from '../../scripts/house-page.ts';

const root = join(import.meta.dirname, '../..');

test('the drawings of the rooms are what the imports are', async () => {
  const page = await readFile(join(root, 'docs/architecture.md'), 'utf8');

  expect(housePage(root, page)).toBe(page);
});

test.each([
  ['adapters', 27, 5, 60],
  ['src/use-cases', 8, 4, 6],
])('%s has few rooms, floors and arrows', (folder, rooms, floors, arrows) => {
  const house = readHouse(root, folder);

  expect(house.imports.size).toBeLessThanOrEqual(rooms);
  expect(house.floors.length).toBeLessThanOrEqual(floors);
  expect([...house.imports.values()].flat().length).toBeLessThanOrEqual(arrows);
});

test('a room stands one floor above the highest room that it imports', async () => {
  await using house = await aHouse({
    'in/top.ts': `import '../in/middle/a.ts';\nimport type { B } from './bottom/b.ts';`,
    'in/middle/a.ts': `const b = await import('../bottom/b.ts');\nimport './c.ts';`,
    'in/middle/c.ts': '',
    'in/bottom/b.ts': `import 'node:fs';\nimport '../../out.ts';`,
    'out.ts': '',
  });

  const { imports, floors } = readHouse(house.path, 'in');

  expect(floors).toEqual([['top.ts'], ['middle/'], ['bottom/']]);
  expect([...imports]).toEqual([
    ['bottom/', []],
    ['middle/', ['bottom/']],
    ['top.ts', ['bottom/', 'middle/']],
  ]);
});

test('a circle of rooms is not drawn but refused', async () => {
  await using house = await aHouse({
    'in/a/a.ts': `import '../b/b.ts';`,
    'in/b/b.ts': `import '../a/a.ts';`,
  });

  expect(() => readHouse(house.path, 'in')).toThrow('A circle: a/ → b/ → a/');
});

async function aHouse(files: Record<string, string>) {
  const path = await mkdtemp(join(tmpdir(), 'house-'));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(join(path, dirname(name)), { recursive: true });
    await writeFile(join(path, name), text);
  }
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}
