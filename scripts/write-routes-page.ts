import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { routesPage } from './routes-page.ts';

// Writes the table of routes in README.md from their declarations.
const page = join(import.meta.dirname, '..', 'README.md');
writeFileSync(page, routesPage(readFileSync(page, 'utf8')));
