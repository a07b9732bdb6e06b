import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const page = readFileSync(join(import.meta.dirname, '../../docs/walkthroughs.md'), 'utf8');

test.each([
  ['a field of a prospect', 7],
  ['a field of a scheduled event', 6],
  ['a type of webhook', 8],
  ['a filter of the list', 4],
  ['a setting', 2],
  ['a language of notes', 2],
])('to add %s changes %i files', (what, files) => {
  const [, section = ''] = page.split(`## Add ${what}\n`);

  const [table = ''] = section.split('\n## ');

  expect([...table.matchAll(/^\| (?:\[|a new one)/gm)]).toHaveLength(files);
});
