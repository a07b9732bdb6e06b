import type { PendingNote } from './booking-note.ts';
import { bounds } from './bounds.ts';
import { cutText } from './cut-text.ts';
import type { QuestionAndAnswer } from './invitee-fact.ts';
import { type Language, type NoteSentence, noteTexts } from './note-texts.ts';

/**
 * Writes the sentences of notes in one language and time zone. A sentence, once written, stays as it is: people search
 * for it.
 */
export class NoteWriter {
  readonly #sentences: Record<PendingNote['kind'], NoteSentence>;
  readonly #form: { filled: string; colon: string };
  readonly #date: Intl.DateTimeFormat;

  /** @throws RangeError for a time zone that is not in the IANA database */
  constructor(language: Language, timeZone: string) {
    const { sentences, form } = noteTexts[language];
    this.#sentences = sentences;
    this.#form = form;
    this.#date = new Intl.DateTimeFormat(language, {
      dateStyle: 'full',
      timeStyle: 'short',
      timeZone,
    });
  }

  /**
   * Writes `lundi 5 janvier 2026 à 11:00 - 30 Minute Meeting` into the sentence of the note's kind. A meeting without a
   * name has its date alone.
   */
  write(note: PendingNote, start: Date, name: string | null): string {
    // Some ICU versions put narrow no-break spaces into times; operators search notes with plain ones.
    const date = this.#date.format(start).replace(/[\u00a0\u202f]/g, ' ');
    return this.#sentences[note.kind](name === null ? date : `${date} - ${name}`, note.reason);
  }

  /** Writes `Formulaire Calendly rempli. {question} : {answer}. …`, cut to the bound of a note. */
  writeForm(answers: readonly Pick<QuestionAndAnswer, 'question' | 'answer'>[]): string {
    const { filled, colon } = this.#form;
    const sentences = answers.map(({ question, answer }) => `${question}${colon}${answer}.`);
    return cutText([filled, ...sentences].join(' '), bounds.noteText.value);
  }
}
