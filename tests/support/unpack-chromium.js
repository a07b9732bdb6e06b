import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inflate } from '@sparticuz/chromium';

// A program of its own, because the package unpacks into TMPDIR and a jest sandbox cannot set that.
// Chromium, a font, and the few system libraries a bare machine lacks.
const archives = join(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))), '../bin');
await Promise.all(
  ['chromium.br', 'fonts.tar.br', 'al2023.tar.br'].map((name) => inflate(join(archives, name))),
);
