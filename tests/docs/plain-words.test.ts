import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');

/** The folders whose code and comments are written in plain words. */
const covered = ['src', 'tests/domain', 'tests/use-cases', 'tests/contracts', 'tests/properties'];

/** Names that had many meanings, with the words that the glossary has instead. */
const unwanted: Record<string, RegExp> = {
  'told: say reported (by Calendly), announced (in the log), notified (a person or a client) or text':
    /\b\w*(?:told|Told)(?![a-z])\w*/g,
  'tell…: say report…, announce…, notify… or describe…':
    /\b_?tell(?:s|[A-Z]\w*)?\b|\w+Tell(?![a-z])\w*/g,
  '…Place: say position (in a log or a list), or name the thing':
    /\b(?!in|re|re[A-Z])\w+Place\b|\bplaceOf\b/g,
};

/** A comment that opens like this has no subject. */
const headless =
  /^(?:What(?:ever)?|Who(?:ever|m|mever)?|Whether|That|Of|The same|Nor|None|Also|In turn)\b(?! (?:\S+ ){0,2}\w+:)/;

const sources = covered.flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return { path: relative(root, path), text: readFileSync(path, 'utf8') };
    }),
);

describe('plain words', () => {
  test.each(Object.entries(unwanted))('no name is %s', (_, pattern) => {
    const found = sources.flatMap(({ path, text }) =>
      [...codeOf(text).matchAll(pattern)].map(([name]) => `${path}: ${name}`),
    );

    expect(found).toEqual([]);
  });

  test('a comment names its subject first', () => {
    const found = sources.flatMap(({ path, text }) =>
      commentsOf(text)
        .filter((comment) => headless.test(comment))
        .map((comment) => `${path}: ${comment}`),
    );

    expect(found).toEqual([]);
  });

  test('the folders are read, and a breach is seen', () => {
    const breach =
      "// Whoever reads it.\nconst told = 'told'; /** What was told. */ tellPeople(aPlace);";

    expect(sources.length).toBeGreaterThan(200);
    expect(commentsOf(breach).filter((comment) => headless.test(comment))).toHaveLength(2);
    expect([...codeOf(breach).matchAll(/\b(?:told|tellPeople)\b/g)]).toHaveLength(2);
  });
});

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
