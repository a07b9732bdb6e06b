import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { compileLibrary } from './compile-library.ts';
import type { Library } from './library.ts';

/** The package would not work for every project that installs it. */
export class PackageUnfit extends Error {}

/** Builds a library under `into` and packs it there. Returns the path of the `.tgz`. */
export async function packLibrary(root: string, library: Library, into: string): Promise<string> {
  const folder = join(into, library.name);
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  await compileLibrary(root, library, folder);
  await cp(join(root, library.readme), join(folder, 'README.md'));
  await cp(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  const manifest = manifestOf(
    library,
    JSON.parse(await readFile(join(root, 'package.json'), 'utf8')),
  );
  await writeFile(join(folder, 'package.json'), `${JSON.stringify(manifest, null, 2)}\n`);
  await check(folder);
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const args = ['pack', '--json', '--pack-destination', into];
  const { stdout } = await promisify(execFile)(npm, args, { cwd: folder });
  const [{ filename }] = JSON.parse(stdout) as [{ filename: string }];
  return join(into, filename);
}

interface RootManifest {
  name: string;
  version: string;
  license: string;
}

function manifestOf(library: Library, { name, version, license }: RootManifest): object {
  const exports = Object.keys(library.entryPoints).map((entry) => [
    entry === 'index' ? '.' : `./${entry}`,
    { types: `./${entry}.d.ts`, default: `./${entry}.js` },
  ]);
  return {
    name: `${name}-${library.name}`,
    version,
    description: library.description,
    license,
    type: 'module',
    sideEffects: false,
    engines: { node: '>=22' },
    files: ['**/*.js', '**/*.d.ts'],
    exports: { ...Object.fromEntries(exports), './package.json': './package.json' },
    ...library.needs,
  };
}

async function check(folder: string): Promise<void> {
  const { messages, pkg } = await publint({ pkgDir: folder, pack: false, strict: true });
  const problems = messages.map((message) => `${formatMessage(message, pkg, { color: false })}`);
  if (problems.length > 0) throw new PackageUnfit(problems.join('\n'));
}
