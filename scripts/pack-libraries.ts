import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { clientLibrary } from './client-library.ts';
import { coreLibrary } from './core-library.ts';
import { packLibrary } from './pack-library.ts';

// Builds and packs the libraries into dist/packages, or into the given folder.
const root = join(import.meta.dirname, '..');
const into = resolve(process.argv[2] ?? join(root, 'dist/packages'));
const { dependencies, devDependencies } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
) as Record<'dependencies' | 'devDependencies', Record<string, string>>;
const versions = { ...dependencies, ...devDependencies };

for (const library of [coreLibrary(root, versions), await clientLibrary(root, versions)]) {
  console.log(await packLibrary(root, library, into));
}
