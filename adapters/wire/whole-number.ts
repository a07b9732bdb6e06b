import { z } from 'zod';
import { breaks } from './field-rule.ts';

/** A whole number that comes as text, from `min` to `max`. Its English message is for settings; routes have two languages. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER) {
  const isOpen = max === Number.MAX_SAFE_INTEGER;
  const broken = isOpen
    ? breaks('whole_number_from', { min })
    : breaks('whole_number', { min, max });
  const error = `must be a whole number from ${isOpen ? `${min} on` : `${min} to ${max}`}`;
  return z
    .string()
    .transform(Number)
    .refine((number) => Number.isInteger(number) && number >= min && number <= max, {
      ...broken,
      error,
    })
    .meta({ type: 'integer', minimum: min, maximum: max });
}
