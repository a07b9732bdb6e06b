import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Captured, eventOf, redacted } from './capture.ts';
import { Redactor } from './redactor.ts';

/** Writes each delivery, without personal data, to a file of its own that only this user may read. */
export async function storeCaptured(captured: readonly Captured[], folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const redactor = new Redactor();
  for (const one of captured) {
    const file = join(folder, nameOf(one));
    // An existing file may be readable for others.
    await rm(file, { force: true });
    const text = `${JSON.stringify(redacted(one, redactor), null, 2)}\n`;
    await writeFile(file, text, { mode: 0o600, flag: 'wx' });
  }
}

function nameOf({ delivery }: Captured): string {
  const { id, receivedAt } = delivery;
  const parts = [receivedAt.replaceAll(':', '-'), eventOf(delivery), id.slice(-8)];
  return `${parts.join('_').replace(/[^\w.-]/g, '')}.json`;
}
