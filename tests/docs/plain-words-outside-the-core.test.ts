import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '..', '..');

/** Folders whose names and comments are held to the list. */
const folders = [
  'adapters/alerts',
  'adapters/booking-sender',
  'adapters/calendly',
  'adapters/client',
  'adapters/commands',
  'adapters/croner',
  'adapters/doctor',
  'adapters/jose',
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
  'scripts',
];

/** Pages that are held to the list. docs/cases.md is generated, and the glossary and the core's page are not held to it. */
const pages = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...filesBelow('docs', '.md').filter((page) => !/glossary\.md$|cases\.md$|core\.md$/.test(page)),
];

/** Names that mean reported, announced, notified, rendered or a text. */
const unusedNames = /\b(?:told\w*|tell(?:s|ing|[A-Z]\w*)?)\b/g;

/** A pending note's meeting is stored under this name. */
const storedNames = new Map([['adapters/postgres/rows/scheduled-event-row.ts', ['told']]]);

/** A comment that opens like this has no subject. */
const unusedOpenings =
  /^(?:What(?:ever)?|Who(?:ever|m|mever)?|Whether|That|Of|The same|Nor|None|Also|In turn|Told)\b/;

/** A sentence of a page that opens like this has no subject. */
const unusedOnPages =
  /^(?:What(?:ever)?|Whoever|Who (?:has|is|was|comes)|That (?:nobody|what)|Of (?:those|these|what|whom)|Told)\b/;

test.each(folders)('%s has no name that means several things', (folder) => {
  const found = filesBelow(folder, '.ts').flatMap((file) => {
    const allowed = storedNames.get(file) ?? [];
    const names = codeOf(readFileSync(join(root, file), 'utf8')).match(unusedNames) ?? [];
    return names.filter((name) => !allowed.includes(name)).map((name) => `${file}: ${name}`);
  });

  expect(found).toEqual([]);
});

test.each(folders)('every comment of %s opens with its subject', (folder) => {
  const found = filesBelow(folder, '.ts').flatMap((file) =>
    commentsOf(readFileSync(join(root, file), 'utf8'))
      .filter((comment) => unusedOpenings.test(comment))
      .map((comment) => `${file}: ${comment}`),
  );

  expect(found).toEqual([]);
});

test.each(pages)('every sentence of %s opens with its subject', (page) => {
  const found = sentencesOf(readFileSync(join(root, page), 'utf8')).filter((sentence) =>
    unusedOnPages.test(sentence),
  );

  expect(found).toEqual([]);
});

function filesBelow(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith(ending))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
}

/** A source without its comments and texts. */
function codeOf(source: string): string {
  return source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s*\/\/.*$/gm, '')
    .replace(/'[^'\n]*'/g, "''")
    .replace(/^\.[\w-]+.*\{.*$/gm, '');
}

/** The comments of a source, each on one line. */
function commentsOf(source: string): string[] {
  const blocks = source.match(/\/\*\*[\s\S]*?\*\/|(?:^\s*\/\/.*\n)+/gm) ?? [];
  return blocks.map((block) =>
    block
      .replace(/^\s*(?:\/\*\*|\*\/|\*|\/\/) ?|\*\/\s*$/gm, '')
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
