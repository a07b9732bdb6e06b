import { rm } from 'node:fs/promises';
import { createConnection, createServer, type Server } from 'node:net';
import { join, relative, resolve } from 'node:path';

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
 * @throws DataFolderLocked
 */
export async function lockDataFolder(folder: string): Promise<() => Promise<void>> {
  const path = socketPath(folder);
  const server = (await listen(path)) ?? (await takeOver(path, folder));
  server.unref();
  return () => new Promise((done) => server.close(() => done()));
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

function socketPath(folder: string): string {
  const absolute = join(resolve(folder), 'lock.sock');
  if (process.platform === 'win32') return `\\\\?\\pipe\\${absolute.replaceAll(/[\\/:]/g, '-')}`;
  // Socket paths may have about 100 characters; the way from here is often shorter.
  const near = relative(process.cwd(), absolute);
  return near.length < absolute.length ? near : absolute;
}
