import { createHmac, randomBytes } from 'node:crypto';

/** Gives the same stand-in for the same text. The stand-in does not reveal the text. */
export class Pseudonyms {
  readonly #key = randomBytes(32);

  /** Keeps the shape of the id: a UUID, Calendly's older 16 characters, or any other word. */
  id(id: string): string {
    const hex = this.#hex(id);
    if (isUuid(id)) {
      return [0, 8, 12, 16, 20].map((at, i) => hex.slice(at, [8, 12, 16, 20, 32][i])).join('-');
    }
    return isOldId(id) ? hex.slice(0, 16).toUpperCase() : `id-${hex.slice(0, 8)}`;
  }

  email(address: string): string {
    return `somebody-${this.#hex(address.trim().toLowerCase()).slice(0, 8)}@redacted.example`;
  }

  #hex(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('hex');
  }
}

export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/** Calendly's ids of users, organizations and event types from before it used UUIDs. */
export function isOldId(text: string): boolean {
  return /^[A-Z0-9]{16}$/.test(text);
}
