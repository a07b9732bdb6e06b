import { execFile } from 'node:child_process';
import { cp, glob, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Library } from './library.ts';

/** The sources do not compile as a library. The message is the compiler's. */
export class LibraryDoesNotCompile extends Error {}

/** Compiles a library's entry points, and the files that they import, into `.js` and `.d.ts` under `into`. */
export async function compileLibrary(root: string, library: Library, into: string): Promise<void> {
  const stage = await mkdtemp(join(tmpdir(), 'library-'));
  try {
    await copySources(root, library, stage);
    const entries = await writeEntryPoints(library, stage);
    await writeFile(join(stage, 'package.json'), '{ "type": "module" }');
    await writeFile(join(stage, 'tsconfig.json'), JSON.stringify(tsconfig(root, entries, into)));
    await symlink(join(root, 'node_modules'), join(stage, 'node_modules'));
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    await promisify(execFile)(process.execPath, [compiler, '-p', stage]);
    await nameCompiledFiles(into);
  } catch (error) {
    const { stdout } = error as { stdout?: string };
    if (!stdout) throw error;
    throw new LibraryDoesNotCompile(stdout, { cause: error });
  } finally {
    await rm(stage, { recursive: true });
  }
}

async function copySources(root: string, library: Library, stage: string): Promise<void> {
  const isSource = (path: string) => ['', '.ts'].includes(extname(path));
  for (const folder of library.folders) {
    await cp(join(root, folder), join(stage, folder), { recursive: true, filter: isSource });
  }
  for (const [file, text] of Object.entries(library.instead ?? {})) {
    await mkdir(dirname(join(stage, file)), { recursive: true });
    await writeFile(join(stage, file), text);
  }
}

/** The sources have no barrels, so the entry points are made here. */
async function writeEntryPoints({ entryPoints }: Library, stage: string): Promise<string[]> {
  for (const [name, text] of Object.entries(entryPoints)) {
    await writeFile(join(stage, `${name}.ts`), text);
  }
  return Object.keys(entryPoints).map((name) => `${name}.ts`);
}

/** The compiler leaves source file names in declarations. Not every tool resolves them to declarations. */
async function nameCompiledFiles(folder: string): Promise<void> {
  for await (const file of glob('**/*.d.ts', { cwd: folder })) {
    const path = join(folder, file);
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace(/(from |import\()(['"]\.[^'"]*)\.ts(['"])/g, '$1$2.js$3'));
  }
}

function tsconfig(root: string, files: string[], outDir: string): object {
  return {
    extends: join(root, 'tsconfig.json'),
    compilerOptions: {
      rootDir: '.',
      outDir,
      noEmit: false,
      declaration: true,
      rewriteRelativeImportExtensions: true,
      typeRoots: [join(root, 'node_modules/@types')],
    },
    files,
    include: [],
  };
}
