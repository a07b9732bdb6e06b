import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { types } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { dataDir as emptyDatabase } from '@electric-sql/pglite-prepopulatedfs';
import { extract } from 'tar';
import { DataFolderUnfit } from '../data-folder.ts';

/** What PGlite is opened with. It would read and write bytes one by one, which took a tenth of its time. */
export const embeddedOptions = {
  extensions: { pg_trgm },
  parsers: { [types.BYTEA]: (text: string) => Buffer.from(text.slice(2), 'hex') },
  serializers: {
    [types.BYTEA]: ({ buffer, byteOffset, byteLength }: Uint8Array) =>
      `\\x${Buffer.from(buffer, byteOffset, byteLength).toString('hex')}`,
  },
};

/**
 * Makes an empty database where there is no such folder: the whole of it, or nothing if that fails or the process dies
 * meanwhile. PGlite would run `initdb`, which takes longer than everything else that a first start does; its makers
 * ship what that leaves behind.
 * @throws DataFolderUnfit when it cannot be written
 */
export async function createEmbeddedDatabase(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const archive = Buffer.from(await (await emptyDatabase()).arrayBuffer());
  const unfinished = `${folder}.new`;
  try {
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { mode: 0o700 });
    extract({ cwd: unfinished, ...unpacking }).end(archive);
    await rename(unfinished, folder);
  } catch (cause) {
    throw new DataFolderUnfit(dirname(folder), cause);
  }
}

const unpacking = {
  // A thousand small files: one after another takes half the time of many at once.
  sync: true,
  // Else a file that cannot be written would be left out. The names begin with a slash, which would be a fault too.
  strict: true,
  strip: 1,
  preserveOwner: false,
  // A file that seems to be from before it was made has its birth moved on some systems, by which a copy is told apart.
  noMtime: true,
} as const;
