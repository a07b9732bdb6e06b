import { globSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';

/** The rooms of a folder, and their imports of each other. A room is a file or a folder directly in it. */
export interface House {
  folder: string;
  /** Room → the rooms that it imports, both sorted by name. */
  imports: Map<string, string[]>;
  /** The rooms by floor, the top floor first. A room stands one floor above the highest room that it imports. */
  floors: string[][];
}

const importing = /\b(?:from|import)\s*\(?\s*['"](\.{1,2}\/[^'"]+)['"]/g;

/** Reads the house from the imports of its source files. */
export function readHouse(root: string, folder: string): House {
  const found = new Map<string, Set<string>>();
  const files = globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root }).map((file) =>
    file.replaceAll('\\', '/'),
  );
  for (const file of files.toSorted()) {
    const room = roomOf(folder, file);
    const imported = found.get(room) ?? new Set();
    found.set(room, imported);
    for (const [, path = ''] of readFileSync(join(root, file), 'utf8').matchAll(importing)) {
      const target = posix.join(posix.dirname(file), path);
      if (target.startsWith(`${folder}/`) && roomOf(folder, target) !== room) {
        imported.add(roomOf(folder, target));
      }
    }
  }
  const imports = new Map(
    [...found.keys()].toSorted().map((room) => [room, [...(found.get(room) ?? [])].toSorted()]),
  );
  return { folder, imports, floors: floorsOf(imports) };
}

function roomOf(folder: string, file: string): string {
  const [first = '', ...rest] = file.slice(folder.length + 1).split('/');
  return rest.length > 0 ? `${first}/` : first;
}

function floorsOf(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const heights = new Map<string, number>();
  const heightOf = (room: string, below: readonly string[]): number => {
    if (below.includes(room)) throw new Error(`A circle: ${[...below, room].join(' → ')}`);
    const known = heights.get(room);
    if (known !== undefined) return known;
    const under = imports.get(room) ?? [];
    const height = Math.max(-1, ...under.map((next) => heightOf(next, [...below, room]))) + 1;
    heights.set(room, height);
    return height;
  };
  const floors: string[][] = [];
  for (const room of imports.keys()) (floors[heightOf(room, [])] ??= []).push(room);
  return floors.toReversed();
}
