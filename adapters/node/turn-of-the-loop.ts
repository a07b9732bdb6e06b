import { setImmediate } from 'node:timers/promises';

/** Lets the process read its sockets once. */
export async function turnOfTheLoop(): Promise<void> {
  await setImmediate();
}
