import { z } from 'zod';
import { bounds } from '../../../src/domain/bounds.ts';
import { wholeNumber } from '../whole-number.ts';
import { orNull } from './or-null.ts';

/** The query parameters of every list. */
export const paging = {
  limit: wholeNumber(1, bounds.listRows.value).default(50),
  cursor: orNull(z.string().min(1).max(1000)),
};

/** Where the organization's event log was when the answer was read. */
export const place = { seq: z.number().int(), epoch: z.string().min(1) };

/** The rows of a page. Only `nextCursor: null` is the end of the list. */
export function page<Row extends z.ZodType>(row: Row) {
  return { items: z.array(row), nextCursor: z.string().nullable() };
}
