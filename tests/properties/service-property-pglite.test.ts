import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from '@jest/globals';
import { describeServedHistories } from './service-property.ts';

const folders: string[] = [];

afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true });
});

describeServedHistories('PGlite', {
  settings: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'served-'));
    folders.push(folder);
    return { DATABASE_URL: '', DATA_DIR: folder };
  },
  services: 1,
  connections: 32,
  postedRuns: 5,
  laneRuns: 5,
});
