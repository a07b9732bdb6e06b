import { setTimeout } from 'node:timers/promises';

/** Lets that much time go by. */
export async function pause(milliseconds: number): Promise<void> {
  await setTimeout(milliseconds);
}
