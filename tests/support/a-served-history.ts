import * as fc from 'fast-check';
import { historyName, ServedCalendly, type ServedReport } from './a-served-calendly.ts';

/** One thing that happens at Calendly, and how it is reported. */
export interface ServedStep {
  what: 'book' | 'join' | 'reschedule' | 'cancel' | 'call off' | 'no-show' | 'correct' | 'form';
  /** Which booking it happens to: 0 is the latest. */
  which: number;
  person: 0 | 1 | 2;
  spelling: 0 | 1 | 2;
  word: string | null;
  /** Microseconds after the step before. */
  later: number;
  bumps: boolean;
  hasMeeting: boolean;
  /** Never delivered, in any order. */
  lost: boolean;
  again: number[];
}

/** A history as it is reported in order, each thing once, and as it is sent. The bodies name it with a placeholder. */
export interface ServedHistory {
  inOrder: string[];
  sent: string[];
}

const one = fc.constantFrom(0 as const, 1 as const, 2 as const);
const step: fc.Arbitrary<ServedStep> = fc.record({
  what: fc.constantFrom(
    'reschedule',
    'book',
    'reschedule',
    'join',
    'reschedule',
    'cancel',
    'call off',
    'no-show',
    'no-show',
    'correct',
    'form',
  ),
  which: fc.constantFrom(0, 0, 0, 1, 2),
  person: one,
  spelling: one,
  word: fc.option(fc.constantFrom('Ada', "O'Neill", 'שלום', '👩🏽‍🚀')),
  later: fc.constantFrom(1, 1_000, 60_000_000),
  bumps: fc.boolean(),
  hasMeeting: fc.constantFrom(true, true, true, true, false),
  lost: fc.constantFrom(...Array.from({ length: 11 }, () => false), true),
  again: fc.array(fc.constantFrom(0, 0, 1, 2), { maxLength: 4 }),
});

/** Up to eight steps, reported in any order, each one to five times, some of them by a further subscription. */
export const aServedHistory: fc.Arbitrary<ServedHistory> = fc
  .array(step, { minLength: 1, maxLength: 8 })
  .map((steps) => {
    const calendly = new ServedCalendly();
    for (const one of steps) calendly.take(one);
    return calendly.reports;
  })
  .chain((reports) => {
    const all = reports.flatMap(copiesOf);
    return fc.record({
      inOrder: fc.constant(reports.map(({ body }) => body)),
      sent: fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length }),
    });
  });

/** The history under a name that no other has, so that many fit into one organization. */
export function named(name: string, { inOrder, sent }: ServedHistory): ServedHistory {
  const rename = (body: string) => body.replaceAll(historyName, name);
  return { inOrder: inOrder.map(rename), sent: sent.map(rename) };
}

function copiesOf({ body, repeated, again }: ServedReport): string[] {
  return [body, ...again.map((subscription) => repeated[subscription - 1] ?? body)];
}
