import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';

jest.setTimeout(120_000);
const starter = join(import.meta.dirname, '../support/lock-starter.ts');
let root: string;
let starters: ChildProcess[] = [];

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'race-'));
});

afterEach(async () => {
  await Promise.all(starters.map(killed));
  starters = [];
  await rm(root, { recursive: true });
});

test('of four processes that want the folder of a dead one at once, one gets it, in each of forty rounds', async () => {
  const outcomes: string[][] = [];
  const four = await Promise.all([1, 2, 3, 4].map(aStarter));
  for (let round = 0; round < 40; round += 1) {
    const folder = await aFolderOfADeadProcess(`${round}`);
    outcomes.push(await Promise.all(four.map((one) => asked(one, folder))));
  }

  const one = ['DataFolderLocked', 'DataFolderLocked', 'DataFolderLocked', 'got'];
  expect(outcomes.map((words) => words.toSorted())).toEqual(outcomes.map(() => one));
});

test('a folder is there for the next process at once when the one that has it is killed', async () => {
  const first = await aStarter();
  const next = await aStarter();
  expect(await asked(first, root)).toBe('got');
  expect(await asked(next, root)).toBe('DataFolderLocked');

  await killed(first);

  expect(await asked(next, root)).toBe('got');
});

test('a folder that was copied while a process had it is free', async () => {
  const [first, second] = [await aStarter(), await aStarter()];
  expect(await asked(first, root)).toBe('got');
  const copy = join(root, 'copy');
  await mkdir(copy);
  await copyFile(join(root, 'lock.sqlite'), join(copy, 'lock.sqlite'));

  expect(await asked(second, copy)).toBe('got');
  expect(await asked(second, root)).toBe('DataFolderLocked');
});

/** As a process that was killed leaves it. */
async function aFolderOfADeadProcess(name: string): Promise<string> {
  const folder = join(root, name);
  await mkdir(folder);
  const dead = await aStarter();
  expect(await asked(dead, folder)).toBe('got');
  await killed(dead);
  return folder;
}

async function aStarter(): Promise<ChildProcess> {
  const child = fork(starter);
  starters.push(child);
  await once(child, 'message');
  return child;
}

async function asked(child: ChildProcess, folder: string): Promise<string> {
  const answer = once(child, 'message') as Promise<[string]>;
  child.send(folder);
  const [word] = await answer;
  return word;
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
