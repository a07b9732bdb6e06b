import { isUuid } from './is-uuid.ts';

/** The most UTF-8 bytes of one UTF-16 unit. */
const mostBytesOfAUnit = 3;

/** Bytes in network order, in a buffer that grows. */
export class ByteWriter {
  #buffer = Buffer.alloc(64 * 1024);
  #length = 0;

  /** Starts again, and overwrites the earlier bytes. */
  clear(): void {
    this.#length = 0;
  }

  get length(): number {
    return this.#length;
  }

  /** How many bytes fit without growing. */
  get room(): number {
    return this.#buffer.length;
  }

  /** The written bytes. They are valid until the next `clear`. */
  written(): Buffer {
    return this.#buffer.subarray(0, this.#length);
  }

  byte(value: number): this {
    this.#reserve(1);
    this.#buffer[this.#length] = value;
    this.#length += 1;
    return this;
  }

  bytes(value: Uint8Array): this {
    this.#reserve(value.length);
    this.#buffer.set(value, this.#length);
    this.#length += value.length;
    return this;
  }

  int32(value: number): this {
    this.#reserve(4);
    this.#length = this.#buffer.writeInt32BE(value, this.#length);
    return this;
  }

  int64(value: number | bigint): this {
    this.#reserve(8);
    if (typeof value === 'bigint') {
      this.#length = this.#buffer.writeBigInt64BE(value, this.#length);
      return this;
    }
    const high = Math.floor(value / 2 ** 32);
    this.#buffer.writeInt32BE(high, this.#length);
    this.#length = this.#buffer.writeUInt32BE(value - high * 2 ** 32, this.#length + 4);
    return this;
  }

  /** A text as UTF-8, after its length in bytes. Halves of surrogate pairs become U+FFFD. */
  sizedText(value: string): this {
    this.#reserve(4 + value.length * mostBytesOfAUnit);
    const size = this.#buffer.write(value, this.#length + 4, 'utf8');
    this.#length = this.#buffer.writeInt32BE(size, this.#length) + size;
    return this;
  }

  /** The 16 bytes of a UUID. */
  uuid(value: string): this {
    if (!isUuid(value)) throw new RangeError(`${value} is no UUID.`);
    this.#reserve(16);
    for (let i = 0; i < value.length; i += 2) {
      if (value[i] === '-') i += 1;
      this.#buffer[this.#length] = (nibbleAt(value, i) << 4) | nibbleAt(value, i + 1);
      this.#length += 1;
    }
    return this;
  }

  #reserve(more: number): void {
    const needed = this.#length + more;
    if (needed <= this.#buffer.length) return;
    const grown = Buffer.allocUnsafe(Math.max(needed, this.#buffer.length * 2));
    this.#buffer.copy(grown, 0, 0, this.#length);
    this.#buffer = grown;
  }
}

/** The value of a hexadecimal digit. The last four bits of a letter count from 1. */
function nibbleAt(digits: string, i: number): number {
  const code = digits.charCodeAt(i);
  return (code & 15) + (code > 64 ? 9 : 0);
}
