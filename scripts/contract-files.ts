import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A contract imports a file that only this checkout has, so other projects could not run it. */
export class ContractNotPortable extends Error {}

const portable = /^(src|adapters\/memory|tests\/contracts|tests\/support)\//;

/**
 * The port contracts, and the files that they import: only the core, the in-memory adapters, Node, and files beside the
 * contracts.
 * @throws ContractNotPortable for a contract that imports other files
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

/** The files that a contract imports, directly or not, and that other projects do not have. */
function foreignTo(root: string, file: string): string[] {
  const reached = new Set([file]);
  const foreign = new Set<string>();
  // The loop also visits the items that are added during it.
  for (const each of reached) {
    for (const imported of importsOf(root, each)) {
      if (portable.test(imported)) reached.add(imported);
      else if (!imported.startsWith('node:')) foreign.add(imported);
    }
  }
  return [...foreign];
}

/** The imports of a file, types too: paths from the root, and names of packages. */
function importsOf(root: string, file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const specifiers = text.matchAll(/^(?:(?:import|export|\}).* from|import) '([^']+)';$/gm);
  return [...specifiers].map(([, to = '']) => (to.startsWith('.') ? join(file, '..', to) : to));
}
