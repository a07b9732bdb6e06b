import type { LiveChannel, LiveWord } from '../../src/ports/live-channel.ts';

/** Words within one process. */
export class MemoryLiveChannel implements LiveChannel {
  readonly #listeners: ((word: LiveWord) => void)[] = [];

  say(word: LiveWord): void {
    for (const listener of this.#listeners) listener({ ...word });
  }

  onWord(listener: (word: LiveWord) => void): void {
    this.#listeners.push(listener);
  }
}
