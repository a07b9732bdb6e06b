import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { DatabaseUnfit } from './database-unfit.ts';

/** Another process has the folder open. Two processes on one folder would lose data without an error. */
export class DataFolderLocked extends Error {
  constructor(folder: string) {
    super(
      `Another process is using ${folder}. Stop it first, or give this one a folder of its own with DATA_DIR.`,
    );
  }
}

/** SQLite's code for a lock that another process holds. */
const busy = 5;

/**
 * Locks a folder until the process ends. Node has no file locks; SQLite takes the operating system's lock on an empty
 * database. The system tests and takes the lock in one step, and releases it when the process dies. Process ids, clocks
 * and containers do not matter, and a copied file carries no lock.
 * @throws DataFolderLocked when another process has it
 * @throws DatabaseUnfit where no file can be locked
 */
export async function lockDataFolder(folder: string): Promise<() => Promise<void>> {
  try {
    const lock = new DatabaseSync(join(resolve(folder), 'lock.sqlite'), { timeout: 0 });
    try {
      // IMMEDIATE takes one lock that one process can have. EXCLUSIVE takes several, so two processes can refuse each
      // other.
      lock.exec('begin immediate');
    } catch (error) {
      lock.close();
      throw error;
    }
    return async () => lock.close();
  } catch (error) {
    // The class cannot be compared: another realm has a class of its own.
    if ((error as { errcode?: number }).errcode === busy) throw new DataFolderLocked(folder);
    throw new DatabaseUnfit(
      `DATA_DIR: ${folder} cannot be locked (${String(error)}). Set DATA_DIR to a folder on a disk of this computer.`,
      { cause: error },
    );
  }
}
