import type { PendingNote } from './booking-note.ts';
import { bounds } from './bounds.ts';
import { cutText } from './cut-text.ts';
import type { QuestionAndAnswer } from './invitee-fact.ts';

const forms: Record<Language, { filled: string; colon: string }> = {
  fr: { filled: 'Formulaire Calendly rempli.', colon: ' : ' },
  en: { filled: 'Calendly form submitted.', colon: ': ' },
};

type Sentence = (date: string, reason: string | null) => string;

const sentences: Record<Language, Record<PendingNote['kind'], Sentence>> = {
  fr: {
    booked: (meeting) => `Rendez-vous Calendly prévu le ${meeting}`,
    rescheduled: (meeting) => `Rendez-vous Calendly replanifié au ${meeting}`,
    canceled: (meeting, reason) =>
      `Rendez-vous Calendly annulé, prévu le ${meeting}${reason === null ? '' : `. Motif : ${reason}`}`,
    no_show: (meeting) => `Absence au rendez-vous Calendly du ${meeting}`,
  },
  en: {
    booked: (meeting) => `Calendly meeting scheduled for ${meeting}`,
    rescheduled: (meeting) => `Calendly meeting rescheduled to ${meeting}`,
    canceled: (meeting, reason) =>
      `Calendly meeting canceled, scheduled for ${meeting}${reason === null ? '' : `. Reason: ${reason}`}`,
    no_show: (meeting) => `No-show at the Calendly meeting of ${meeting}`,
  },
};

export type Language = 'fr' | 'en';

/**
 * Writes the sentences of notes in one language and time zone. A sentence, once written, stays as it is: people search
 * for it.
 */
export class NoteWriter {
  readonly #sentences: Record<PendingNote['kind'], Sentence>;
  readonly #form: (typeof forms)[Language];
  readonly #date: Intl.DateTimeFormat;

  /** @throws RangeError for a time zone that is not in the IANA database */
  constructor(language: Language, timeZone: string) {
    this.#sentences = sentences[language];
    this.#form = forms[language];
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
