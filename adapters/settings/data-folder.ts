import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Settings } from './settings.ts';

const { R_OK, W_OK, X_OK } = constants;

/** The data folder cannot be used. The message says why, and what to do. */
export class DataFolderUnfit extends Error {
  constructor(folder: string, cause: unknown) {
    const { code = '' } = cause as NodeJS.ErrnoException;
    super(
      `DATA_DIR: ${folder} cannot be used: ${reasons[code] ?? String(cause)}. ` +
        'Set DATA_DIR to a folder that this user may write to, or change the rights of this one.',
      { cause },
    );
  }
}

const reasons: Record<string, string> = {
  EACCES: 'this user may not read and write there',
  EPERM: 'this user may not read and write there',
  EROFS: 'it is read-only',
  EEXIST: 'it is no folder',
  ENOTDIR: 'it is no folder',
  ENOENT: 'it cannot be made',
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk is full',
};

/**
 * Makes the folder if it is missing, readable by its owner only. Checks that this process may write to it and to the
 * files of earlier processes.
 * @throws DataFolderUnfit
 */
export function makeDataFolder(folder: string): void {
  try {
    make(folder);
    accessSync(folder, R_OK | W_OK | X_OK);
    const database = join(folder, 'postgres');
    if (existsSync(database)) accessSync(database, R_OK | W_OK | X_OK);
  } catch (cause) {
    throw new DataFolderUnfit(folder, cause);
  }
}

/** The folder, when a process without settings would use another one. Otherwise null. */
export function unusualDataDir(folder: string): string | null {
  return folder === resolve(Settings.shape.DATA_DIR.parse(undefined)) ? null : folder;
}

/** Makes one level at a time. Node's own recursion never ends in a folder where nothing can be made, such as /proc. */
function make(folder: string): void {
  const above = dirname(folder);
  if (above !== folder && !existsSync(above)) make(above);
  try {
    mkdirSync(folder, { mode: 0o700 });
  } catch (error) {
    if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory()) throw error;
  }
}
