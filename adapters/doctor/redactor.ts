import { isOldId, isUuid, Pseudonyms } from './pseudonyms.ts';

/** Fields whose values are Calendly's own words and never personal data. Values of all other fields are redacted. */
const words = new Set([
  'event',
  'status',
  'type',
  'kind',
  'timezone',
  'canceler_type',
  'provider',
  'currency',
  'scheduling_method',
  'submitter_type',
  'pooling_type',
]);
const numbers = new Set(['position', 'total', 'active', 'limit', 'amount', 'duration']);

/** The parts of Calendly's URLs that identify nobody. */
const nouns = new Set([
  'users',
  'organizations',
  'groups',
  'scheduled_events',
  'invitees',
  'invitee_no_shows',
  'event_types',
  'cancellations',
  'reschedulings',
  'routing_forms',
  'routing_form_submissions',
  'contacts',
  'meeting_recaps',
]);

const deepest = 40;

/**
 * Removes personal data from a webhook: names, addresses, numbers, answers, reasons, and links that open something. The
 * shape and the times stay. The same id always gets the same stand-in.
 */
export class Redactor {
  readonly #pseudonyms = new Pseudonyms();

  id(id: string): string {
    return this.#pseudonyms.id(id);
  }

  redact(value: unknown, field = '', depth = 0): unknown {
    if (depth > deepest) return 'redacted (too deep)';
    if (value === null || typeof value === 'boolean') return value;
    if (typeof value === 'number') return numbers.has(field) ? value : 0;
    if (typeof value === 'string') return this.#text(value, field);
    if (Array.isArray(value)) return value.map((item) => this.redact(item, field, depth + 1));
    return Object.fromEntries(
      Object.entries(value as object).map(([name, inner]) => [
        fieldName(name),
        this.redact(inner, name, depth + 1),
      ]),
    );
  }

  #text(text: string, field: string): string {
    if (text.trim() === '') return text;
    if (/^https?:\/\//i.test(text)) return this.#url(text);
    if (isInstant(text) && /(^|_)(at|time)$/.test(field)) return text;
    if (words.has(field) && /^[a-z][\w./+-]{0,59}$/i.test(text)) return text;
    if (isOneWordWithAt(text)) return this.#pseudonyms.email(text);
    if (isUuid(text) || isOldId(text)) return this.id(text);
    return `redacted (${text.length} characters)`;
  }

  /** The rest of a URL could open the page that it leads to. */
  #url(text: string): string {
    if (!URL.canParse(text)) return 'https://redacted.example/';
    const { hostname, pathname, search } = new URL(text);
    const isCalendlys = hostname === 'calendly.com' || hostname.endsWith('.calendly.com');
    const path = pathname
      .split('/')
      .map((part) => (part === '' || (isCalendlys && nouns.has(part)) ? part : this.id(part)))
      .join('/');
    const host = isCalendlys ? hostname : 'redacted.example';
    return `https://${host}${path}${search === '' ? '' : '?redacted'}`;
  }
}

function isOneWordWithAt(text: string): boolean {
  return !/\s/.test(text) && text.slice(1, -1).includes('@');
}

function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/.test(text);
}

/** Field names are Calendly's. A name of another shape could be personal data. */
export function fieldName(name: string): string {
  return /^(\d{1,2}_)?[a-z][a-z_]{0,39}\d{0,2}$/i.test(name) ? name : 'redacted_name';
}
