import type { IdGenerator } from '../../src/ports/id-generator.ts';

/** Ids that count up, each a valid UUID of version 7, so that later ones sort later. */
export class SequentialIds implements IdGenerator {
  #given = 0;

  next(): string {
    this.#given += 1;
    return `00000000-0000-7000-8000-${this.#given.toString(16).padStart(12, '0')}`;
  }
}
