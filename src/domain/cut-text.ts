import { jsonBytes } from './json-bytes.ts';

const mark = '…';
const characters = new Intl.Segmenter('und', { granularity: 'grapheme' });
/** A longer character is cut like any text. UTF-16 units. */
const longestCharacter = 256;

/** Cuts a text to `maxBytes` as JSON without its quotes. The cut lies between two characters and ends in `…`. */
export function cutText(text: string, maxBytes: number): string {
  if (takesAtMost(text, maxBytes)) return text;
  const room = maxBytes - jsonBytes(mark) + 2;
  let [fits, tooLong] = [0, Math.min(text.length, room + 1)];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    // Half a surrogate pair takes more bytes as JSON than the whole pair.
    if (takesAtMost(text.slice(0, middle).toWellFormed(), room)) fits = middle;
    else tooLong = middle;
  }
  return `${text.slice(0, endOfCharacter(text, fits))}${mark}`.toWellFormed();
}

function takesAtMost(text: string, maxBytes: number): boolean {
  return text.length <= maxBytes && jsonBytes(text) - 2 <= maxBytes;
}

/** The end of the last whole character before `end`; `end` itself inside a character that is too long to keep whole. */
function endOfCharacter(text: string, end: number): number {
  const from = Math.max(0, end - longestCharacter);
  const around = characters.segment(text.slice(from, end + longestCharacter));
  const start = from + (around.containing(end - from)?.index ?? 0);
  return start > from || from === 0 ? start : end;
}
