import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');

/** The folders whose code and comments are written in plain words. */
const covered = [
  'adapters/alerts',
  'adapters/booking-sender',
  'adapters/calendly',
  'adapters/client',
  'adapters/commands',
  'adapters/console',
  'adapters/croner',
  'adapters/doctor',
  'adapters/jose',
  'adapters/koa',
  'adapters/memory',
  'adapters/node',
  'adapters/pino',
  'adapters/postgres',
  'adapters/prom-client',
  'adapters/rate-limiter-flexible',
  'adapters/running',
  'adapters/service',
  'adapters/settings',
  'adapters/simulator',
  'adapters/socket-io',
  'adapters/wire',
  'scripts',
  'src',
  'tests/alerts',
  'tests/contracts',
  'tests/croner',
  'tests/domain',
  'tests/jose-cipher',
  'tests/koa',
  'tests/mutants',
  'tests/node',
  'tests/properties',
  'tests/running',
  'tests/service',
  'tests/simulate',
  'tests/socket-io',
  'tests/support',
  'tests/use-cases',
];

/** Pages that are held to the list. docs/cases.md is generated, and the glossary and the core's page are not held to it. */
const pages = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...filesBelow('docs', /\.md$/).filter((page) => !/glossary\.md$|cases\.md$|core\.md$/.test(page)),
];

/** Names that had many meanings, with the words that the glossary has instead. */
const unwanted: Record<string, RegExp> = {
  'told: say reported (by Calendly), announced (in the log), notified (a person or a client) or text':
    /\b\w*(?:told|Told)(?![a-z])\w*/g,
  'tell…: say report…, announce…, notify… or describe…':
    /\b_?tell(?:s|ing|[A-Z]\w*)?\b|\w+Tell(?![a-z])\w*/g,
  '…Place: say position (in a log or a list), or name the thing':
    /\b(?!in|re|re[A-Z])\w+Place\b|\bplaceOf\b/g,
};

/** A pending note's meeting is stored under this name. */
const storedNames = new Set(['adapters/postgres/rows/scheduled-event-row.ts: told']);

/** A comment that opens like this has no subject. */
const headless =
  /^(?:What(?:ever)?|Who(?:ever|m|mever)?|Whether|That|Of|The same|Nor|None|Also|In turn|Told)\b(?! (?:\S+ ){0,2}\w+:)/;

/** A sentence of a page that opens like this has no subject. */
const headlessOnPages =
  /^(?:What(?:ever)?|Whoever|Who (?:has|is|was|comes)|That (?:nobody|what)|Of (?:those|these|what|whom)|Told)\b/;

const sources = covered.flatMap((folder) => {
  const files = filesBelow(folder, /\.tsx?$/);
  return files.map((path) => ({ folder, path, text: readFileSync(join(root, path), 'utf8') }));
});

describe('plain words', () => {
  test.each(Object.entries(unwanted))('no name is %s', (_, pattern) => {
    const found = sources
      .flatMap(({ path, text }) =>
        [...codeOf(text).matchAll(pattern)].map(([name]) => `${path}: ${name}`),
      )
      .filter((name) => !storedNames.has(name));

    expect(found).toEqual([]);
  });

  test.each(covered)('every comment of %s names its subject first', (folder) => {
    const found = sources
      .filter((source) => source.folder === folder)
      .flatMap(({ path, text }) =>
        commentsOf(text)
          .filter((comment) => headless.test(comment))
          .map((comment) => `${path}: ${comment}`),
      );

    expect(found).toEqual([]);
  });

  test.each(pages)('every sentence of %s names its subject first', (page) => {
    const found = sentencesOf(readFileSync(join(root, page), 'utf8')).filter((sentence) =>
      headlessOnPages.test(sentence),
    );

    expect(found).toEqual([]);
  });

  test('the folders are read, and a breach is seen', () => {
    const breach =
      "// Whoever reads it.\nconst told = 'told'; /** What was told. */ tellPeople(aPlace);";

    const empty = covered.filter((folder) => !sources.some((source) => source.folder === folder));

    expect(empty).toEqual([]);
    expect(pages.length).toBeGreaterThan(20);
    expect(commentsOf(breach).filter((comment) => headless.test(comment))).toHaveLength(2);
    const seen = Object.values(unwanted).map((pattern) => codeOf(breach).match(pattern));
    expect(seen).toEqual([['told'], ['tellPeople'], ['aPlace']]);
    expect(sentencesOf('A page.\n\n- Whoever reads it.\n').filter(isHeadless)).toHaveLength(1);
  });
});

function isHeadless(sentence: string): boolean {
  return headlessOnPages.test(sentence);
}

function filesBelow(folder: string, ending: RegExp): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && ending.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)));
}

const literals = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/;
const comments = /\/\*[\s\S]*?\*\/|(?:\/\/[^\n]*(?:\n[ \t]*)?)+/;
const either = new RegExp(`${literals.source}|${comments.source}`, 'g');

/** The code without its comments and texts. */
function codeOf(text: string): string {
  return text.replace(either, ' ');
}

/** The comments, each on one line and without its marks. */
function commentsOf(text: string): string[] {
  return [...text.matchAll(either)]
    .map(([token]) => token)
    .filter((token) => token.startsWith('/'))
    .map((token) =>
      token
        .replace(/^\s*(?:\/\*\*?|\*\/|\/\/|\*(?!\/))/gm, '')
        .replace(/\*\/$/, '')
        .replace(/\s+/g, ' ')
        .trim(),
    );
}

/** The sentences of a page: of its paragraphs, list items, headings and cells, without code and generated parts. */
function sentencesOf(page: string): string[] {
  const text = page
    .replace(/^```[\s\S]*?^```$/gm, '')
    .replace(/<!-- [^>]*: written by[\s\S]*?<!-- end of/g, '');
  return text
    .split(/\n|\||(?<=[.!?]) (?=[A-Z])/)
    .map((part) => part.replace(/^[\s#>*-]*(?:\d+\. )?/, '').trim())
    .filter((part) => part !== '');
}
