import { chmodSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Gives the run a temporary folder of its own, which the teardown expects to find empty. */
export default function globalSetup() {
  const folder = mkdtempSync(join(tmpdir(), 'velvena-calendly-tests-'));
  // A PostgreSQL server started by root runs as another user and must be able to get in.
  chmodSync(folder, 0o755);
  process.env['TMPDIR'] = folder;
  // Every process that a test starts compiles the same programs.
  process.env['NODE_COMPILE_CACHE'] = join(
    import.meta.dirname,
    '../../node_modules/.cache/compiled',
  );
}
