import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  overrides: Record<string, string>;
  allowScripts: Record<string, boolean>;
  scripts: Record<string, string>;
}
interface LockedPackage {
  version?: string;
  resolved?: string;
  integrity?: string;
  link?: boolean;
  hasInstallScript?: boolean;
}
type Lock = { lockfileVersion: number; packages: Record<string, LockedPackage> };

const root = join(import.meta.dirname, '../..');
const manifest = read('package.json') as Manifest;
const lock = read('package-lock.json') as Lock;
const { '': ofRoot, ...others } = lock.packages as Lock['packages'] & { '': Partial<Manifest> };
const locked = Object.entries(others);

describe('what npm installs', () => {
  test('is what the manifest names, at one exact version each', () => {
    const sections = ['dependencies', 'devDependencies', 'optionalDependencies'] as const;

    for (const section of sections) {
      expect(ofRoot?.[section]).toEqual(manifest[section]);
      for (const [name, version] of Object.entries(manifest[section])) {
        const exact = version.replace(/^npm:.+@/, '');
        expect(exact).toMatch(/^\d+\.\d+\.\d+(-[\w.]+)?$/);
        expect(others[`node_modules/${name}`]?.version).toBe(exact);
      }
    }
  });

  test('is what it was when it was locked, whatever registry it comes from', () => {
    const odd = locked.filter(
      ([, { resolved, integrity, link }]) =>
        link !== undefined ||
        resolved?.startsWith('https://registry.npmjs.org/') === false ||
        integrity?.startsWith('sha512-') !== true,
    );

    expect(locked.length).toBeGreaterThan(100);
    expect(odd.map(([path]) => path)).toEqual([]);
  });

  test('runs no script of a package that nobody decided on', () => {
    const withScripts = locked
      .filter(([, { hasInstallScript }]) => hasInstallScript === true)
      .map(([path]) => path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length));

    expect(withScripts).not.toEqual([]);
    expect([...new Set(withScripts)].filter((name) => !(name in manifest.allowScripts))).toEqual(
      [],
    );
  });

  test('was not decided on for packages that are not installed', () => {
    const names = new Set(locked.map(([path]) => path.replace(/^.*node_modules\//, '')));

    expect(Object.keys(manifest.allowScripts).filter((name) => !names.has(name))).toEqual([]);
  });
});

function read(file: string): unknown {
  return JSON.parse(readFileSync(join(root, file), 'utf8'));
}
