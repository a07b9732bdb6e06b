import type { PendingNote } from './booking-note.ts';

/** Writes a date (and a name) and perhaps a reason into a sentence. */
export type NoteSentence = (meeting: string, reason: string | null) => string;

interface NoteTexts {
  sentences: Record<PendingNote['kind'], NoteSentence>;
  form: { filled: string; colon: string };
}

const fr: NoteTexts = {
  sentences: {
    booked: (meeting) => `Rendez-vous Calendly prévu le ${meeting}`,
    rescheduled: (meeting) => `Rendez-vous Calendly replanifié au ${meeting}`,
    canceled: (meeting, reason) =>
      `Rendez-vous Calendly annulé, prévu le ${meeting}${reason === null ? '' : `. Motif : ${reason}`}`,
    no_show: (meeting) => `Absence au rendez-vous Calendly du ${meeting}`,
  },
  form: { filled: 'Formulaire Calendly rempli.', colon: ' : ' },
};

const en: NoteTexts = {
  sentences: {
    booked: (meeting) => `Calendly meeting scheduled for ${meeting}`,
    rescheduled: (meeting) => `Calendly meeting rescheduled to ${meeting}`,
    canceled: (meeting, reason) =>
      `Calendly meeting canceled, scheduled for ${meeting}${reason === null ? '' : `. Reason: ${reason}`}`,
    no_show: (meeting) => `No-show at the Calendly meeting of ${meeting}`,
  },
  form: { filled: 'Calendly form submitted.', colon: ': ' },
};

/** The texts of notes by language, whose name is that of a locale: dates are written in it. */
export const noteTexts = { fr, en };

/** A language of notes. Problems and the doctor have catalogs of their own, which may lack it. */
export type Language = keyof typeof noteTexts;

export const languages = Object.keys(noteTexts) as [Language, ...Language[]];
