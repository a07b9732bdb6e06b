/**
 * Pairs of letters that are side by side in more than one in a hundred names with their e-mail addresses, counted in
 * seven languages, mostly French and English: first a letter, then those that often follow it. The database has them
 * too: a change takes a migration that makes `rare_letters_of` and its index anew.
 */
const following = [
  ' abcdefghijklmnoprstvwz',
  '-a',
  '.abcdefghiklmnoprsv',
  '0@',
  '1@',
  '2@',
  '3@',
  '4@',
  '5@',
  '6@',
  '7@',
  '8@',
  '9@',
  '@abcdfghijklmnoprstvwy',
  'a .@abcdeghilmnprstuvyz',
  'baeilor',
  'c acehikloqr',
  'd .@aeiortu',
  'e -.@abcdefghilmnoprstuvyz',
  'faeilor',
  'g @aeilmoru',
  'h .@aeimnorué',
  'i @abcdegklmnoprstvz',
  'jaeou',
  'k .@aeiou',
  'l .@abcdegilmopstuvyé',
  'm abeimopué',
  'n -.@acdeginorstz',
  'o .@abcdeghiklmnoprstuvwy',
  'p.aehiopru',
  'qu',
  'r -.@abcdegilmnoprstuvy',
  's .@acefghikmopst',
  't .@acehilmorstyz',
  'u abcdegilmnprstxy',
  'vaeior',
  'waei',
  'x @',
  'y .@aelno',
  'z @aeio',
  'é elr',
];

/** The numbers of what is not rare: those pairs, and their letters. */
export const commonCodes: ReadonlySet<number> = new Set(
  following.flatMap(([first = '', ...rest]) =>
    rest.flatMap((second) => {
      const [a, b] = [codeOf(first), codeOf(second)];
      return [a, b, pairOf(a, b)];
    }),
  ),
);

/**
 * What is rare in a text, each with a number: letters, and pairs of letters that are not. A text that contains another
 * one has all of that one's. Others may have the same number.
 */
export function rareLetters(text: string): Map<number, string> {
  const rare = new Map<number, string>();
  let before = '';
  for (const letter of text) {
    const code = codeOf(letter);
    if (!commonCodes.has(code)) {
      rare.set(code, letter);
      before = '';
      continue;
    }
    const pair = pairOf(codeOf(before), code);
    if (before !== '' && !commonCodes.has(pair)) rare.set(pair, before + letter);
    before = letter;
  }
  return rare;
}

function codeOf(letter: string): number {
  return letter.codePointAt(0) ?? 0;
}

function pairOf(first: number, second: number): number {
  return (first * 65_536 + second) % 2_147_483_647;
}
