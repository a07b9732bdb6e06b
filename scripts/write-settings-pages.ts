import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { envExample, settingsPage } from './settings-pages.ts';

// Writes .env.example and the table in docs/configuration.md from the settings' schema.
const root = join(import.meta.dirname, '..');
const page = join(root, 'docs/configuration.md');
writeFileSync(page, settingsPage(readFileSync(page, 'utf8')));
writeFileSync(join(root, '.env.example'), envExample());
