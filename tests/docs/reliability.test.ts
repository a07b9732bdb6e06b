import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { boundsPage } from '../../scripts/bounds-page.ts';
import { bounds } from '../../src/domain/bounds.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

test('the table of bounds is the one in the code', () => {
  expect(read('docs/reliability.md')).toBe(boundsPage(read('docs/reliability.md')));
});

test.each(Object.entries(bounds))('the test that shows the bound %s exists', (_name, { test }) => {
  expect(existsSync(join(root, test))).toBe(true);
});
