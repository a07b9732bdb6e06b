import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { housePage } from './house-page.ts';

// Writes the drawings of the rooms in docs/architecture.md from the imports.
const root = join(import.meta.dirname, '..');
const page = join(root, 'docs/architecture.md');
writeFileSync(page, housePage(root, readFileSync(page, 'utf8')));
