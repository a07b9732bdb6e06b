import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const service = filesIn('adapters/service');
const useCases = filesIn('src/use-cases');
const topics = [...new Set(useCases.map(({ file }) => basename(dirname(file))))];

/** Parts that any class may hold. They do not count as collaborators. */
const tools = ['clock', 'ids', 'logger', 'pause'];
const mostCollaborators = 4;

test('the service is put together in few lines', () => {
  const lines = service.reduce((sum, { text }) => sum + text.split('\n').length - 1, 0);

  expect(lines).toBeLessThanOrEqual(650);
});

describe('a use case', () => {
  test('is named in one place of the wiring: the file of its topic', () => {
    const importing = /^import \{ \w+ \} from '\.\.\/\.\.\/src\/use-cases\/(.+)\.ts';$/gm;
    const named = service.flatMap(({ file, text }) =>
      [...text.matchAll(importing)].map(([, useCase = '']) => ({ file, useCase })),
    );

    const files = named.map(({ useCase }) => useCase);
    expect(files).toEqual([...new Set(files)]);
    for (const { file, useCase } of named) {
      expect(basename(file, '.ts')).toBe(dirname(useCase));
    }
    expect([...new Set(named.map(({ useCase }) => dirname(useCase)))].toSorted()).toEqual(
      topics.toSorted(),
    );
  });

  test('is made by nobody but the container and those it works with', () => {
    const classes = useCases.flatMap(({ text }) => [...text.matchAll(/^export class (\w+)/gm)]);
    const making = new RegExp(`\\bnew (${classes.map(([, name]) => name).join('|')})\\(`);
    // A command that runs beside a service needs a few parts of it alone.
    const others = filesIn('adapters').filter(({ file }) => !file.includes('/commands/'));

    const found = others.filter(({ text }) => making.test(text)).map(({ file }) => file);

    expect(found).toEqual([]);
  });

  test('takes one object with its parts', () => {
    const positional = /^ {2}constructor\((?!parts: \w+Parts\b|\{[^}]*\}: \w+Parts\b)([^)]+)\)/gm;
    const found = useCases.flatMap(({ file, text }) =>
      [...text.matchAll(positional)].map(([, parameters]) => [basename(file), parameters?.trim()]),
    );

    // A class made for one run takes its data too. A single collaborator needs no name.
    expect(found.map(([file]) => `${file}`).toSorted()).toEqual([
      'batch-decision.ts',
      'event-stretches.ts',
      'render-events.ts',
      'sync-run.ts',
      'working-state.ts',
    ]);
  });

  test('has at most four collaborators, or says why not', () => {
    const interfaces = new Map(useCases.flatMap(({ text }) => partsIn(text)));
    const collaboratorsOf = (name: string): string[] => {
      const { names, bases } = interfaces.get(name) ?? { names: [], bases: [] };
      return [...new Set([...bases.flatMap(collaboratorsOf), ...names])].filter(
        (part) => !tools.includes(part),
      );
    };

    const many = [...interfaces.keys()].filter(
      (name) => collaboratorsOf(name).length > mostCollaborators,
    );
    const reasoned = [...interfaces].filter(([, { why }]) => why).map(([name]) => name);

    expect(interfaces.size).toBeGreaterThan(40);
    expect(many.toSorted()).toEqual(reasoned.toSorted());
  });
});

interface PartNames {
  names: string[];
  bases: string[];
  why: boolean;
}

/** The interfaces of parts in a source. */
function partsIn(text: string): [string, PartNames][] {
  const form =
    /(\/\*\* More than four: .+ \*\/\n)?export interface (\w+Parts)(?: extends ([\w, ]+))? \{([\s\S]*?)\n\}/g;
  return [...text.matchAll(form)].map(([, why, name = '', bases = '', body = '']) => [
    name,
    {
      names: [...body.matchAll(/^ {2}(\w+)\??: /gm)].map(([, part = '']) => part),
      bases: bases.split(', ').filter((base) => base !== ''),
      why: why !== undefined,
    },
  ]);
}

function filesIn(folder: string): { file: string; text: string }[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const file = join(folder, name);
      return { file, text: readFileSync(join(root, file), 'utf8') };
    });
}
