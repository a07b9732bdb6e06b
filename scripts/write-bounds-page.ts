import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boundsPage } from './bounds-page.ts';

// Writes the table of bounds in docs/reliability.md from the code.
const page = join(import.meta.dirname, '..', 'docs/reliability.md');
writeFileSync(page, boundsPage(readFileSync(page, 'utf8')));
