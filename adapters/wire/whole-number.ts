import { z } from 'zod';

/** A whole number that comes as text. What is wrong with another is said in one sentence that names the bounds. */
export function wholeNumber(min: number, max = Number.MAX_SAFE_INTEGER) {
  const bounds = max === Number.MAX_SAFE_INTEGER ? `${min} on` : `${min} to ${max}`;
  const error = `must be a whole number from ${bounds}`;
  return z.coerce.number({ error }).int({ error }).min(min, { error }).max(max, { error });
}
