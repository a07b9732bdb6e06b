import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { types } from '@electric-sql/pglite';
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm';
import { dataDir as emptyDatabase } from '@electric-sql/pglite-prepopulatedfs';
import { extract } from 'tar';

/** The options of PGlite. Reading and writing bytes one by one, as by default, took a tenth of its time. */
export const embeddedOptions = {
  extensions: { pg_trgm },
  parsers: { [types.BYTEA]: (text: string) => Buffer.from(text.slice(2), 'hex') },
  serializers: {
    [types.BYTEA]: ({ buffer, byteOffset, byteLength }: Uint8Array) =>
      `\\x${Buffer.from(buffer, byteOffset, byteLength).toString('hex')}`,
  },
};

/** The folder of the embedded database could not be written. `cause` is the system's error. */
export class EmbeddedDatabaseNotMade extends Error {
  readonly folder: string;

  constructor(folder: string, cause: unknown) {
    super(`The embedded database cannot be made in ${folder}: ${String(cause)}`, { cause });
    this.folder = folder;
  }
}

/**
 * Makes an empty database when the folder does not exist. It makes the whole database, or nothing when it fails or the
 * process dies. Its makers ship the files that `initdb` writes: running `initdb` would take longer than the rest of a
 * first start.
 * @throws EmbeddedDatabaseNotMade when it cannot be written
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
    throw new EmbeddedDatabaseNotMade(dirname(folder), cause);
  }
}

const unpacking = {
  // The archive holds a thousand small files. Writing them in turn takes half the time of writing them all at once.
  sync: true,
  // Makes a file that cannot be written an error; by default it is left out. The names' leading slash is not an error
  // here.
  strict: true,
  strip: 1,
  preserveOwner: false,
  // An old modification time moves the birth time of a file on some systems. The birth time shows whether a database is
  // a copy.
  noMtime: true,
} as const;
