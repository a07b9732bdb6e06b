import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';
import type { IdGenerator } from '../../src/ports/id-generator.ts';

const bytesOfOne = 16;

/** Makes ids that sort by the time when this process made them, also within one millisecond. */
export class UuidGenerator implements IdGenerator {
  /** Asking the system for the bytes of each id would cost more than the rest of the id. */
  readonly #random = new DataView(new ArrayBuffer(128 * bytesOfOne));
  #used = this.#random.byteLength;
  #milliseconds = 0;
  #sequence = 0;

  next(): string {
    const start = this.#take();
    const now = Date.now();
    if (now > this.#milliseconds) {
      this.#milliseconds = now;
      // Half of the range, so that counting up does not overflow.
      this.#sequence = this.#random.getUint32(start) >>> 1;
    } else {
      this.#sequence += 1;
    }
    const random = new Uint8Array(this.#random.buffer, start, bytesOfOne);
    return v7({ random, msecs: this.#milliseconds, seq: this.#sequence });
  }

  #take(): number {
    if (this.#used === this.#random.byteLength) {
      randomFillSync(this.#random);
      this.#used = 0;
    }
    const start = this.#used;
    this.#used += bytesOfOne;
    return start;
  }
}
