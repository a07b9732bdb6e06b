import { describe, expect, test } from '@jest/globals';
import * as fc from 'fast-check';
import { z } from 'zod';
import { en } from '../../adapters/koa/problems/en.ts';
import { readFields } from '../../adapters/koa/problems/field-errors.ts';
import { fr } from '../../adapters/koa/problems/fr.ts';
import { problemText } from '../../adapters/koa/problems/problem-text.ts';
import { httpApi } from '../../adapters/wire/routes/http-api.ts';
import type { Route } from '../../adapters/wire/routes/route.ts';

const { listProspects, editProspect, startSync, connectCalendly, listScheduledEvents, readEvents } =
  httpApi;

/** The faults of a value, in both languages. */
function wrong(schema: z.ZodType, value: unknown, where: 'query' | 'body' = 'body') {
  const [english, french] = (['en', 'fr'] as const).map((language) => {
    const read = readFields(schema, { value, where, languageOf: () => language });
    if ('value' in read) throw new Error('Nothing is wrong.');
    return read;
  });
  return { english, french, key: english?.key, errors: english?.problemFacts.more?.errors ?? [] };
}

describe('a field that is wrong', () => {
  test.each([
    [listProspects.query, { limit: '0' }, '/limit', 'must be a whole number from 1 to 100'],
    [listProspects.query, { limit: ['1', '2'] }, '/limit', 'must be given once, as text'],
    [
      listProspects.query,
      { filter: 'all' },
      '/filter',
      'must be one of: upcoming, canceled, no_show',
    ],
    [listProspects.query, { filter: ['upcoming'] }, '/filter', 'must be given once, as text'],
    [
      listProspects.query,
      { search: 'a'.repeat(201) },
      '/search',
      'must have at most 200 characters',
    ],
    [listProspects.query, { cursor: '' }, '/cursor', 'must not be empty'],
    [
      listScheduledEvents.query,
      { from: 'now' },
      '/from',
      'must be an instant, such as 2026-01-05T10:00:00Z',
    ],
    [
      listScheduledEvents.query,
      { to: '0000-01-01T00:00:00Z' },
      '/to',
      'must be in the years 0001 to 9999, in UTC',
    ],
    [readEvents.query, { after: 'a' }, '/after', 'must be a whole number from 0 on'],
  ])('of a query is pointed at: %#', (schema, value, pointer, message) => {
    expect(wrong(schema, value, 'query').errors).toEqual([{ in: 'query', pointer, message }]);
  });

  test.each([
    [editProspect.body.schema, { name: '' }, '/name', 'must not be empty'],
    [editProspect.body.schema, { phone: 5 }, '/phone', 'must be text'],
    [editProspect.body.schema, { 'a/b~c': 1 }, '/a~1b~0c', 'is unknown'],
    [
      editProspect.body.schema,
      { timezone: 'Mars/Olympus' },
      '/timezone',
      'must be an IANA time zone, such as Europe/Paris',
    ],
    [editProspect.body.schema, [], '', 'must be an object'],
    [
      startSync.body.schema,
      { from: '2026-02-01T00:00:00Z', to: '2026-01-01T00:00:00Z' },
      '/from',
      'must not be after to',
    ],
    [
      connectCalendly.body.schema,
      { personalAccessToken: 'two words' },
      '/personalAccessToken',
      'must be a personal access token, as Calendly shows it once',
    ],
    [httpApi.addNote.body.schema, {}, '/body', 'is missing'],
    [z.object({ a: z.object({ b: z.number() }) }), { a: { b: 'c' } }, '/a/b', 'must be a number'],
    [z.object({ a: z.boolean() }), { a: 1 }, '/a', 'must be true or false'],
    [z.object({ a: z.array(z.string()) }), { a: ['b', 1] }, '/a/1', 'must be text'],
    [z.object({ a: z.string().min(3) }), { a: 'b' }, '/a', 'must have at least 3 characters'],
    [z.object({ a: z.array(z.string()) }), { a: 1 }, '/a', 'must be a list'],
    [z.object({ a: z.email() }), { a: 'b' }, '/a', 'is not valid'],
    [z.object({ a: z.string().refine(() => false) }), { a: 'b' }, '/a', 'is not valid'],
  ])('of a body is pointed at: %#', (schema, value, pointer, message) => {
    expect(wrong(schema, value).errors).toEqual([{ in: 'body', pointer, message }]);
  });

  test('is in a sentence with its name, in the language of the reader', () => {
    const { english, french } = wrong(editProspect.body.schema, { name: '', 'a/b': 1 });

    expect(english?.problemFacts.facts?.['errors']).toBe(
      'name: must not be empty. a/b: is unknown',
    );
    expect(french?.problemFacts.facts?.['errors']).toBe(
      'name : ne doit pas être vide. a/b : est inconnu',
    );
  });

  test('that is unknown is answered with the known ones', () => {
    const { english, key } = wrong(editProspect.body.schema, { email: 'x', nom: 'y' });

    expect(key).toBe('validation.unknown');
    expect(english?.problemFacts.facts?.['known']).toBe(
      'name, firstName, lastName, phone, timezone',
    );
    expect(wrong(z.strictObject({}), { a: 'b' }, 'query').key).toBe('validation.none');
  });

  test('of many is one of the first twenty', () => {
    const many = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`k${i}`, 1]));

    expect(wrong(editProspect.body.schema, many).errors).toHaveLength(20);
  });
});

test('no text of the library is in an answer, for any value and any route', () => {
  const schemas = Object.values<Route>(httpApi).flatMap(({ query, body }) =>
    [query, body?.schema].filter((schema) => schema instanceof z.ZodType),
  );
  const own = Object.entries(en)
    .filter(([key]) => key.startsWith('field.'))
    .map(([key, text]) => [text, fr[key as keyof typeof fr]]);
  const isOwn = (message: string, language: number) =>
    own.some(([...texts]) => {
      const [before = '', ...rest] = (texts[language] ?? '').split(/\{\w+\}/);
      return message.startsWith(before) && rest.every((part) => message.includes(part));
    });

  fc.assert(
    fc.property(fc.constantFrom(...schemas), fc.jsonValue({ maxDepth: 2 }), (schema, value) => {
      for (const [index, language] of (['en', 'fr'] as const).entries()) {
        const read = readFields(schema, { value, where: 'body', languageOf: () => language });
        if ('value' in read) continue;
        for (const { message } of read.problemFacts.more?.errors ?? [])
          expect([message, isOwn(message, index)]).toEqual([message, true]);
      }
    }),
    { numRuns: 300 },
  );
});

test('both catalogs name the same facts', () => {
  const factsIn = (words: string) => [...words.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

  for (const key of Object.keys(en) as (keyof typeof en)[]) {
    const said = factsIn(en[key]).filter((name) => name !== 'message' || key === 'field.at');
    const missing = said.filter((name) => !factsIn(fr[key]).includes(name));
    expect([key, missing]).toEqual([key, []]);
    expect(fr[key].trim()).not.toBe('');
  }
});

test('facts are put in as they are', () => {
  expect(problemText('fr', 'rate_limited', { seconds: 3 })).toBe(
    'Trop de requêtes. Réessayez dans 3 s.',
  );
  expect(problemText('en', 'not_ready', { failing: '{failing}$&' })).toBe(
    'Not able to serve now: {failing}$&.',
  );
});
