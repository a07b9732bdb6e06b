import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { digestOf, publicShape } from './public-shape.ts';

// Writes docs/public-shape.txt from the declarations of routes and events.
const shape = publicShape();
writeFileSync(join(import.meta.dirname, '..', 'docs/public-shape.txt'), shape);
console.log(
  `If that changed something, say in CHANGELOG.md what, and put there: <!-- public shape: ${digestOf(shape)} -->`,
);
