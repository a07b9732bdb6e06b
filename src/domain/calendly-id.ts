import { bounds } from './bounds.ts';

/**
 * True for a text that can be one of Calendly's ids. A database index takes only so much. No real id comes near the
 * bound.
 */
export function isCalendlyId(text: string | null | undefined): text is string {
  return text != null && text !== '' && text.length <= bounds.identifier.value;
}
