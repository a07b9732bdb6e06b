import { setTimeout } from 'node:timers/promises';

/** Resolves after that time. */
export async function pause(milliseconds: number): Promise<void> {
  await setTimeout(milliseconds);
}
