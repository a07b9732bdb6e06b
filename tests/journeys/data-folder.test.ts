import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import {
  DataFolderLocked,
  lockDataFolder,
} from '../../adapters/postgres/fitness/data-folder-lock.ts';

test.each([0, 140, 200])(
  'a folder %i characters further down is kept by one at a time',
  async (more) => {
    const root = await mkdtemp(join(tmpdir(), 'folder-'));
    const folder = join(root, 'a'.repeat(more));
    await mkdir(folder, { recursive: true });

    const release = await lockDataFolder(folder);
    await expect(lockDataFolder(folder)).rejects.toThrow(DataFolderLocked);
    await release();
    const releaseAgain = await lockDataFolder(folder);

    await releaseAgain();
    await rm(root, { recursive: true });
  },
);
