import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A contract reaches what only this checkout has, so nobody else could run it. */
export class ContractNotPortable extends Error {}

const portable = /^(src|adapters\/memory|tests\/contracts|tests\/support)\//;

/**
 * The port contracts and what they speak of: the files beside them that reach nothing but the core, the in-memory
 * adapters and Node itself.
 * @throws ContractNotPortable for a contract that reaches further
 */
export function contractFiles(root: string): string[] {
  const files = globSync('tests/contracts/*.ts', { cwd: root, exclude: ['**/*.test.ts'] });
  return files.toSorted().filter((file) => {
    const foreign = foreignTo(root, file);
    if (foreign.length > 0 && file.endsWith('-contract.ts')) {
      throw new ContractNotPortable(`${file} reaches ${foreign.join(', ')}.`);
    }
    return foreign.length === 0;
  });
}

/** What the file reaches, by however many steps, and a stranger does not have. */
function foreignTo(root: string, file: string): string[] {
  const reached = new Set([file]);
  const foreign = new Set<string>();
  // A set goes on to what is added while it is walked.
  for (const each of reached) {
    for (const imported of importsOf(root, each)) {
      if (portable.test(imported)) reached.add(imported);
      else if (!imported.startsWith('node:')) foreign.add(imported);
    }
  }
  return [...foreign];
}

/** What a file imports, types too: paths from the root, names of packages. */
function importsOf(root: string, file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const specifiers = text.matchAll(/^(?:(?:import|export|\}).* from|import) '([^']+)';$/gm);
  return [...specifiers].map(([, to = '']) => (to.startsWith('.') ? join(file, '..', to) : to));
}
