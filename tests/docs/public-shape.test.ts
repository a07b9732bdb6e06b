import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { digestOf, publicShape } from '../../scripts/public-shape.ts';

const root = join(import.meta.dirname, '../..');

test('what clients see is what docs/public-shape.txt says: npm run shape writes it', () => {
  expect(publicShape()).toBe(readFileSync(join(root, 'docs/public-shape.txt'), 'utf8'));
});

test('the changelog was told of the latest change of what clients see, under what is not released', () => {
  const changelog = readFileSync(join(root, 'CHANGELOG.md'), 'utf8');
  const [, newest = ''] = changelog.split(/^## /m);

  const [, told] = /<!-- public shape: (\w+) -->/.exec(newest) ?? [];

  expect(told).toBe(digestOf(publicShape()));
});

test('a route, its parameters, its answers and every field have a line', () => {
  const lines = publicShape().split('\n');

  expect(lines).toEqual(
    expect.arrayContaining([
      'GET /prospects',
      'GET /prospects query limit?: integer 1..100 = 50',
      'GET /prospects 200: ProspectPage',
      'GET /prospects 422: Problem & { code: "validation" }',
      'GET /healthz open',
      'POST /prospects/{id}/notes body: { body: string 1..10000 }',
      'Prospect.phone: string | null',
      'Problem.errors?: (FieldError)[]',
      'ScheduledEvent.hosts: ({ userUri: string, name: string | null, email: string | null })[]',
      'prospect.created.payload.data: Prospect | null',
      'Instant: string date-time',
    ]),
  );
});
