import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { Database } from '../../adapters/postgres/database/database.ts';
import { createEmbeddedDatabase } from '../../adapters/postgres/database/embedded-database.ts';

const source = join(import.meta.dirname, '../../adapters/postgres/database/embedded-database.ts');
const failures = join(import.meta.dirname, '../../adapters/running/start-failure.ts');
const packages = join(import.meta.dirname, '../../node_modules');

jest.setTimeout(60_000);
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedded-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('what is left of a first start that died does not hinder the next one', async () => {
  await mkdir(join(folder, 'postgres.new/global'), { recursive: true });
  await writeFile(join(folder, 'postgres.new/PG_VERSION'), '');

  const database = await Database.open({ url: undefined, dataDir: folder });
  const rows = await database.query('select count(*)::int as many from prospects');
  await database.close();

  expect(rows).toEqual([{ many: 0 }]);
  expect(await readdir(folder)).toContain('postgres');
  expect(await readdir(folder)).not.toContain('postgres.new');
});

test('it is made without PGlite, for whom it is a database that is there', async () => {
  await createEmbeddedDatabase(join(folder, 'made'));

  expect(await readdir(join(folder, 'made'))).toEqual(
    expect.arrayContaining(['PG_VERSION', 'base', 'global', 'pg_wal', 'postgresql.conf']),
  );
  expect(await readdir(join(folder, 'made/global'))).toContain('pg_control');
});

test('where it cannot be written whole it is not made, and the cause is told', async () => {
  const place = join(folder, 'small');
  await mkdir(place);
  const program = `
    const { createEmbeddedDatabase } = await import(${JSON.stringify(pathToFileURL(source).href)});
    const { startFailure } = await import(${JSON.stringify(pathToFileURL(failures).href)});
    await createEmbeddedDatabase(process.argv[1]).catch((error) => console.log(startFailure(error)));`;
  // No file may have more than 512 kB; the write-ahead log has 16 MB.
  const limited = 'ulimit -f 1000; exec "$0" --input-type=module -e "$1" "$2"';
  const words = ['-c', limited, process.execPath, program, join(place, 'postgres')];
  const { stdout } = await promisify(execFile)('sh', words);

  expect(stdout).toMatch(/^DATA_DIR: \S+small cannot be used: .*EFBIG.*\. Set DATA_DIR/);
  expect(await readdir(place)).toEqual(['postgres.new']);
  await createEmbeddedDatabase(join(place, 'postgres'));
  expect(await readdir(place)).toEqual(['postgres']);
});

test('the empty database is of the version of PGlite that the mapper opens it with', async () => {
  const mapper = createRequire(join(packages, '@mikro-orm/pglite/package.json'));
  const opened = join(dirname(mapper.resolve('@electric-sql/pglite')), '../package.json');
  const made = join(packages, '@electric-sql/pglite-prepopulatedfs/package.json');

  expect((await manifest(made)).version).toBe((await manifest(opened)).version);
});

async function manifest(path: string): Promise<{ name: string; version: string }> {
  return JSON.parse(await readFile(path, 'utf8')) as { name: string; version: string };
}
