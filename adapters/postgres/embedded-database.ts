import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { types } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { dataDir as emptyDatabase } from '@electric-sql/pglite-prepopulatedfs';
import { extract } from 'tar';

/** What PGlite is opened with. It would read and write bytes one by one, which took a tenth of its time. */
export const embeddedOptions = {
  extensions: { pg_trgm },
  parsers: { [types.BYTEA]: (text: string) => Buffer.from(text.slice(2), 'hex') },
  serializers: { [types.BYTEA]: (bytes: Buffer) => `\\x${bytes.toString('hex')}` },
};

/**
 * Puts an empty database where none is: the whole of it, or nothing if the process dies meanwhile. PGlite would run
 * `initdb`, which takes longer than everything else that a first start does; its makers ship what that leaves behind.
 */
export async function createEmbeddedDatabase(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const unfinished = `${folder}.new`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { mode: 0o700 });
  const archive = Buffer.from(await (await emptyDatabase()).arrayBuffer());
  // A thousand small files: one after another takes half the time of many at once.
  extract({ cwd: unfinished, preserveOwner: false, sync: true }).end(archive);
  await rename(unfinished, folder);
}
