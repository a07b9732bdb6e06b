import { setImmediate } from 'node:timers/promises';

/** Lets the process read what its sockets have for it, once. */
export async function turnOfTheLoop(): Promise<void> {
  await setImmediate();
}
