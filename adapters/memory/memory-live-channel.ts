import type { LiveChannel, LiveMessage } from '../../src/ports/live-channel.ts';

/** Live messages within one process. */
export class MemoryLiveChannel implements LiveChannel {
  readonly #listeners: ((message: LiveMessage) => void)[] = [];

  publish(message: LiveMessage): void {
    for (const listener of this.#listeners) listener({ ...message });
  }

  onMessage(listener: (message: LiveMessage) => void): void {
    this.#listeners.push(listener);
  }
}
