import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/** A module with every export of these files. Two exports of one name do not compile. */
export function everythingOf(files: readonly string[]): string {
  return files.map((file) => `export * from './${file}';\n`).join('');
}

/** A module with each file's main export and the types that it uses, without the file's smaller exports. */
export function mainExportsOf(root: string, files: readonly string[]): string {
  return files
    .map((file) => {
      const text = readFileSync(join(root, file), 'utf8');
      const all = [...text.matchAll(/^export (?:abstract |async )?(\w+) (\w+)/gm)].map(
        ([, kind = '', name = '']) => ({ kind, name }),
      );
      const types = all.filter(({ kind }) => ['interface', 'type'].includes(kind));
      const values = all.filter(
        ({ kind, name }) => kind === 'class' || kebabOf(name) === basename(file, '.ts'),
      );
      const names = [
        ...types.map(({ name }) => `type ${name}`),
        ...values.filter((value) => !types.includes(value)).map(({ name }) => name),
      ];
      return `export { ${names.join(', ')} } from './${file}';\n`;
    })
    .join('');
}

function kebabOf(name: string): string {
  return name.replace(/(?<=.)[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
}
