import { createHash } from 'node:crypto';

/** Ids that look random and are the same for the same seed. */
export class SeededIds {
  readonly #seed: number;
  readonly #run: string;
  readonly #counts = new Map<string, number>();

  /** `run` makes the ids of one run differ from those of another. */
  constructor(seed: number, run: string) {
    this.#seed = seed;
    this.#run = run;
  }

  /** The id of a named thing, such as a user by its slug: the same in every run. */
  of(kind: string, name: string): string {
    return uuidFrom(this.#digest(`${kind}/${name}`));
  }

  /** The next id of its kind in this run. */
  next(kind: string): string {
    return this.of(kind, this.#count(kind));
  }

  /** The next secret of its kind: 43 characters that URLs allow. */
  nextSecret(kind: string): string {
    return this.#digest(`secret/${kind}/${this.#count(kind)}`).toString('base64url');
  }

  secretOf(kind: string, name: string): string {
    return this.#digest(`secret/${kind}/${name}`).toString('base64url');
  }

  #count(kind: string): string {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    return `${this.#run}#${count}`;
  }

  #digest(text: string): Buffer {
    return createHash('sha256').update(`${this.#seed}/${text}`).digest();
  }
}

/** A UUID shaped as a random one (RFC 9562, version 4). */
function uuidFrom(digest: Buffer): string {
  const bytes = Buffer.from(digest.subarray(0, 16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}
