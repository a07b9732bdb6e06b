import type { Verdict } from './examination.ts';
import type { Line } from './examine.ts';
import type { DoctorLanguage } from './surroundings.ts';

const signs: Record<Verdict, string> = { good: '✔', warning: '!', bad: '✘', unknown: '?' };

/** A line for a person, `✔ subject: finding`, and the remedy on a line below. */
export function printLine(line: Line, language: DoctorLanguage): string {
  if ('heading' in line) return `\n${line.heading}`;
  const { name, verdict, finding, remedy } = line;
  const colon = language === 'fr' ? ' : ' : ': ';
  const what = `${signs[verdict]} ${name}${colon}${oneLine(finding)}`;
  return remedy === null ? what : `${what}\n    → ${oneLine(remedy)}`;
}

const words = {
  fr: (good: number, warnings: number, bads: number, unknowns: number) =>
    `${good} en ordre, ${warnings} à surveiller, ${bads} à corriger, ${unknowns} non examinés.`,
  en: (good: number, warnings: number, bads: number, unknowns: number) =>
    `${good} good, ${warnings} to watch, ${bads} to mend, ${unknowns} not examined.`,
};

/** The number of examinations with each verdict, in one sentence. */
export function printSum(verdicts: readonly Verdict[], language: DoctorLanguage): string {
  const count = (verdict: Verdict) => verdicts.filter((each) => each === verdict).length;
  return `\n${words[language](count('good'), count('warning'), count('bad'), count('unknown'))}`;
}

/** The text comes partly from others, and may have line breaks and any length. */
function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').slice(0, 1000);
}
