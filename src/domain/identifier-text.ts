/**
 * True for a text that can name somebody: not blank, at most `longest` characters, and whole. A database refuses NUL
 * and lone surrogates. Control characters and line ends break logs. U+FFFD replaces lost characters, so two names may
 * have become one. Marks of writing direction let one name look like another.
 */
export function isIdentifierText(text: string, longest: number): boolean {
  if (text.length > longest || text.trim() === '') return false;
  return text.isWellFormed() && !unfit.test(text);
}

const unfit = /[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\ufffd]/u;
