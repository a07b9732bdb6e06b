import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Database } from '../../adapters/postgres/database.ts';

const packages = join(import.meta.dirname, '../../node_modules');

jest.setTimeout(60_000);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedded-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('a process that died while it made its database keeps none from being made', async () => {
  await mkdir(join(folder, 'postgres.new/global'), { recursive: true });
  await writeFile(join(folder, 'postgres.new/PG_VERSION'), '');

  const database = await Database.open({ url: undefined, dataDir: folder });
  const rows = await database.query('select count(*)::int as many from prospects');
  await database.close();

  expect(rows).toEqual([{ many: 0 }]);
  expect(await readdir(folder)).toContain('postgres');
  expect(await readdir(folder)).not.toContain('postgres.new');
});

test('what its makers ship fits the version of the embedded database', async () => {
  const versions = await Promise.all(
    ['', '-prepopulatedfs'].map(async (name) => {
      const { version } = JSON.parse(
        await readFile(join(packages, `@electric-sql/pglite${name}/package.json`), 'utf8'),
      ) as { version: string };
      return version;
    }),
  );

  expect(versions[1]).toBe(versions[0]);
});
