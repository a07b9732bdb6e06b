import { readdirSync, rmSync } from 'node:fs';

/** Fails the run when a test left temporary files behind, and removes them. */
export default function globalTeardown() {
  const folder = process.env['TMPDIR'];
  const left = readdirSync(folder);
  rmSync(folder, { recursive: true, force: true });
  if (left.length > 0) throw new Error(`Left in the temporary folder: ${left.join(', ')}`);
}
