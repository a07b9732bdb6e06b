import { InvalidArgumentError } from 'commander';

/** A text with the rough shape of an e-mail address. */
export function address(text: string): string {
  if (/^[^\s@]+@[^\s@]+$/.test(text)) return text;
  throw new InvalidArgumentError('It is no e-mail address.');
}

/** A whole number from 0 on. */
export function whole(text: string): number {
  if (/^\d{1,7}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It is no whole number.');
}

/** A whole number from 1 on. */
export function atLeastOne(text: string): number {
  if (whole(text) > 0) return whole(text);
  throw new InvalidArgumentError('It must be at least 1.');
}

/** A number above 0. */
export function positive(text: string): number {
  if (Number(text) > 0) return Number(text);
  throw new InvalidArgumentError('It is no number above 0.');
}

/** An ISO 8601 instant. */
export function instant(text: string): Date {
  const read = new Date(text);
  if (!Number.isNaN(read.getTime())) return read;
  throw new InvalidArgumentError('It must be an instant such as 2026-01-05T10:00:00Z.');
}
