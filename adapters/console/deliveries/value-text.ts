import type { TextId } from '../locale/catalog.ts';
import type { Dates } from '../locale/dates.ts';
import type { Say } from '../locale/use-text.ts';
import { isEmpty } from './changed-subjects.ts';

const longest = 500;
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}/;

const statuses: Record<string, TextId> = {
  active: 'standing.active',
  canceled: 'standing.canceled',
  rescheduled: 'standing.rescheduled',
};

const kinds: Record<string, TextId> = {
  booked: 'note.booked',
  rescheduled: 'note.rescheduled',
  canceled: 'note.canceled',
  no_show: 'note.noShow',
  routing_form: 'note.routingForm',
  manual: 'note.manual',
};

/** A value of the API for a reader, of a bounded length. Lists and objects show the values in them. */
export function valueText(field: string, value: unknown, say: Say, dates: Dates): string {
  if (typeof value === 'boolean') return say(value ? 'change.yes' : 'change.no');
  if (isEmpty(value)) return '–';
  const text = partsOf(value, dates).join('\n') || JSON.stringify(value);
  const named = field === 'status' ? statuses[text] : field === 'kind' ? kinds[text] : undefined;
  if (named !== undefined) return say(named);
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** Parts of values that are codes, or names of things. */
const unseen = /^(?:position|type|byType|.*Uri)$/;

/** The texts and numbers inside, each once. */
function partsOf(value: unknown, dates: Dates): string[] {
  if (isEmpty(value) || typeof value === 'boolean') return [];
  if (typeof value === 'object' && value !== null) {
    const parts = Object.entries(value).flatMap(([name, part]) =>
      unseen.test(name) ? [] : partsOf(part, dates),
    );
    return [...new Set(parts)];
  }
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return [instant.test(text) ? dates.exact(text) : text];
}
