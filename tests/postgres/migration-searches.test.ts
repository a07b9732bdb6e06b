import { randomInt } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { MikroORM } from '@mikro-orm/pglite';
import {
  createEmbeddedDatabase,
  embeddedOptions,
} from '../../adapters/postgres/database/embedded-database.ts';
import { mapperOptions } from '../../adapters/postgres/database/mapper-options.ts';
import { Migration0006DisabledOrganizations } from '../../adapters/postgres/migrations/migration-0006-disabled-organizations.ts';

let folder: string;
let orm: MikroORM;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'migration-'));
  const dbName = join(folder, 'postgres');
  await createEmbeddedDatabase(dbName);
  orm = await MikroORM.init({ ...mapperOptions, dbName, driverOptions: embeddedOptions });
}, 60_000);
afterAll(async () => {
  await orm.close();
  await rm(folder, { recursive: true });
});

test('names too long for an index survive the migration that indexes them', async () => {
  const letters = (count: number, from: number, to: number) =>
    Array.from({ length: count }, () => String.fromCodePoint(randomInt(from, to))).join('');
  // At random: what repeats is compressed, and then fits.
  const texts = ['ada ada@example.com', letters(10_000, 0x61, 0x7b), letters(1000, 0x4e00, 0x9fff)];
  await orm.migrator.up({ to: Migration0006DisabledOrganizations.name });
  const connection = orm.em.getConnection();
  for (const [i, text] of texts.entries()) {
    await connection.execute(
      `insert into prospects (organization_id, id, email, edits, first_tracking, last_tracking, created_at, updated_at,
         last_activity_at, search, versions)
       values ('acme', gen_random_uuid(), ?, '{}', '{}', '{}', now(), now(), now(), ?, '')`,
      [`${i}`, text],
    );
  }

  await orm.migrator.up();

  const rows = await connection.execute(
    'select search, long_search as "longSearch" from prospects order by email',
  );
  expect(rows).toEqual([
    { search: texts[0], longSearch: null },
    { search: '', longSearch: texts[1] },
    { search: '', longSearch: texts[2] },
  ]);
});
