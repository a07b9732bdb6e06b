/**
 * Pairs of letters that stand side by side in more than one in a hundred names and e-mail addresses. They were counted
 * in seven languages, mostly French and English. First a letter, then those that often follow it. The database holds
 * the same pairs: a change needs a migration that makes `rare_letters_of` and its index again.
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

/** The numbers of the common letters and of the common pairs above. */
export const commonCodes: ReadonlySet<number> = new Set(
  following.flatMap(([first = '', ...rest]) =>
    rest.flatMap((second) => {
      const [a, b] = [codeOf(first), codeOf(second)];
      return [a, b, pairOf(a, b)];
    }),
  ),
);

/**
 * The rare parts of a text, each with a number: rare letters, and rare pairs of common letters. A text has all rare
 * parts of each text that it contains. Two parts may share a number.
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
