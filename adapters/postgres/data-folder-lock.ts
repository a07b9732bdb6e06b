import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { createConnection, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { DatabaseUnfit } from './database-unfit.ts';

/** Another process works on the folder. Two on one would lose data in silence. */
export class DataFolderLocked extends Error {
  constructor(folder: string) {
    super(
      `Another process is using ${folder}. Stop it first, or give this one a folder of its own with DATA_DIR.`,
    );
  }
}

/**
 * Locks a folder for this process, until it ends in whatever way: a socket file is alive only as long as its listener.
 * @throws DataFolderLocked when another process has it
 * @throws DatabaseUnfit where there can be no such file
 */
export async function lockDataFolder(folder: string): Promise<() => Promise<void>> {
  try {
    const server = await atSocketPath(
      resolve(folder),
      async (path) => (await listen(path)) ?? (await takeOver(path, folder)),
    );
    server.unref();
    return () => new Promise((done) => server.close(() => done()));
  } catch (error) {
    if (error instanceof DataFolderLocked) throw error;
    throw new DatabaseUnfit(
      `DATA_DIR: ${folder} cannot be locked (${String(error)}). Set DATA_DIR to a folder on a disk of this computer.`,
      { cause: error },
    );
  }
}

async function takeOver(path: string, folder: string): Promise<Server> {
  if (await isAlive(path)) throw new DataFolderLocked(folder);
  await rm(path, { force: true });
  const server = await listen(path);
  if (server === null) throw new DataFolderLocked(folder);
  return server;
}

/** Null when the address is taken, be it by a living process or by the remains of a dead one. */
function listen(path: string): Promise<Server | null> {
  return new Promise((done, failed) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? done(null) : failed(error),
    );
    server.listen(path, () => done(server));
  });
}

function isAlive(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = createConnection(path, () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}

/** The system refuses addresses of more bytes: 107 on Linux, 103 on a Mac. */
const longestAddress = 103;

async function atSocketPath<T>(folder: string, use: (path: string) => Promise<T>): Promise<T> {
  const absolute = join(folder, 'lock.sock');
  if (process.platform === 'win32') {
    return use(`\\\\?\\pipe\\${absolute.replaceAll(/[\\/:]/g, '-')}`);
  }
  const near = relative(process.cwd(), absolute);
  const path = near.length < absolute.length ? near : absolute;
  if (Buffer.byteLength(path) <= longestAddress) return use(path);
  // A link makes the way to the same file short. It need not stay: what counts is the file.
  const links = await mkdtemp(join(tmpdir(), 'data-'));
  try {
    await symlink(folder, join(links, 'to'));
    return await use(join(links, 'to', 'lock.sock'));
  } finally {
    await rm(links, { recursive: true });
  }
}
