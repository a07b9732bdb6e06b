import { z } from 'zod';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { LiveChannel, LiveWord } from '../../src/ports/live-channel.ts';
import type { Database } from './database.ts';
import { Pace } from './pace.ts';

/** A line each: ids have no control characters. */
const Word = z.tuple([
  z.string(),
  z.enum(['sync.progress', 'delivery.received']),
  z.enum(['members', 'admins']),
  z.string(),
]);

/** Words to this process directly, and to the others of the same database through it. */
export class PostgresLiveChannel implements LiveChannel {
  readonly #listeners: ((word: LiveWord) => void)[] = [];
  readonly #sayToOthers: (words: Iterable<string>) => void;
  /** A back-fill may say more than anybody can look at. */
  readonly #pace = new Pace();

  constructor(database: Database) {
    this.#sayToOthers = database.topic('velvena_live', (text) => this.#heard(text));
  }

  say(word: LiveWord): void {
    if (word.type !== 'sync.progress') this.#pass(word);
    else this.#pace.run(`${word.organizationId}\n${word.subjectId}`, () => this.#pass(word));
  }

  onWord(listener: (word: LiveWord) => void): void {
    this.#listeners.push(listener);
  }

  close(): void {
    this.#pace.stop();
  }

  #pass(word: LiveWord): void {
    this.#tell(word);
    const { organizationId, type, audience, subjectId } = word;
    this.#sayToOthers([[organizationId, type, audience, subjectId].join('\n')]);
  }

  #heard(text: string): void {
    const word = Word.safeParse(text.split('\n'));
    // Of another version of the service.
    if (!word.success) return;
    const [organizationId, type, audience, subjectId] = word.data;
    this.#tell({ organizationId: organizationId as OrganizationId, type, audience, subjectId });
  }

  #tell(word: LiveWord): void {
    for (const listener of this.#listeners) listener(word);
  }
}
