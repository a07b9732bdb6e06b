import type { ChildProcess } from 'node:child_process';

/**
 * Resolves once a program has written this to its error output; rejects when it ends before. Everything else that it
 * writes is read as well, for as long as it lives: a program whose pipe is full stands still.
 */
export function whenSaid(child: ChildProcess, text: string): Promise<void> {
  child.stdout?.resume();
  return new Promise((resolve, reject) => {
    let log: string | null = '';
    child.stderr!.on('data', (chunk: Buffer) => {
      if (log === null) return;
      log += chunk;
      if (!log.includes(text)) return;
      log = null;
      resolve();
    });
    child.once('error', reject);
    child.once('close', () => reject(new Error(`${child.spawnfile} ended:\n${log}`)));
  });
}
