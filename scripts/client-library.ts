import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import { everythingOf } from './entry-point.ts';
import type { Library } from './library.ts';
import { wireTypes } from './wire-types.ts';

/** Only the client decides how its connection is opened. */
const inside = ['adapters/client/open-socket.ts'];
const types = 'adapters/wire/received-types.ts';

/** The realtime client, with the types of its events but not their schemas. */
export async function clientLibrary(
  root: string,
  versions: Record<string, string>,
): Promise<Library> {
  const files = globSync('adapters/client/*.ts', { cwd: root }).toSorted();
  const wires = new Map<string, Record<string, z.ZodType>>();
  for (const file of wireFilesOf(root, files)) wires.set(file, await schemasIn(root, file));
  const instead = [...wires].map(([file, schemas]) => [
    file,
    `export type { ${Object.keys(schemas).join(', ')} } from './received-types.ts';\n`,
  ]);
  const schemas = [...wires.values()].flatMap((each) => Object.values(each));
  return {
    name: 'client',
    description: 'Hears live what a Calendly booking changed in the CRM, without gaps.',
    readme: 'docs/libraries/client.md',
    folders: ['adapters/client'],
    entryPoints: {
      index: everythingOf([...files.filter((file) => !inside.includes(file)), types]),
    },
    instead: { ...Object.fromEntries(instead), [types]: wireTypes(schemas) },
    needs: { dependencies: { 'socket.io-client': `^${versions['socket.io-client']}` } },
  };
}

/** The shapes in the client's types. */
function wireFilesOf(root: string, files: string[]): Set<string> {
  const texts = files.map((file) => readFileSync(join(root, file), 'utf8'));
  const names = texts.flatMap((text) => [...text.matchAll(/'\.\.\/wire\/([\w-]+\.ts)'/g)]);
  return new Set(names.map(([, name]) => `adapters/wire/${name}`));
}

/** The schemas of a file that have a type of the same name. */
async function schemasIn(root: string, file: string): Promise<Record<string, z.ZodType>> {
  const exports = (await import(pathToFileURL(join(root, file)).href)) as Record<string, unknown>;
  const named = Object.entries(exports).filter(
    (entry): entry is [string, z.ZodType] =>
      entry[1] instanceof z.ZodType && entry[1].meta()?.id === entry[0],
  );
  return Object.fromEntries(named);
}
