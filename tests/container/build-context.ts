import { readdirSync, readFileSync } from 'node:fs';
import { join, matchesGlob } from 'node:path';

/** Never sent to a builder; here they are not even looked at, for the time that takes. */
const skipped = ['node_modules', '.git'];

/** The files of a checkout that a build can copy: all but those that `.dockerignore` keeps out. */
export function contextFiles(checkout: string): string[] {
  const lines = readFileSync(join(checkout, '.dockerignore'), 'utf8').split('\n');
  const rules = lines
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => ({ lets: line.startsWith('!'), pattern: line.replace(/^!/, '') }));
  return filesUnder(checkout, '').filter((file) => isLetIn(file, rules));
}

function filesUnder(checkout: string, folder: string): string[] {
  return readdirSync(join(checkout, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) return [path];
    return skipped.includes(entry.name) ? [] : filesUnder(checkout, path);
  });
}

/** The last rule that names the file, or a folder that it is in, decides. */
function isLetIn(file: string, rules: { lets: boolean; pattern: string }[]): boolean {
  const parts = file.split('/');
  const paths = parts.map((_, i) => parts.slice(0, i + 1).join('/'));
  const last = rules.findLast(({ pattern }) =>
    paths.some((path) => path === pattern || matchesGlob(path.replace(/^\./, '_'), pattern)),
  );
  return last === undefined || last.lets;
}
