import { z } from 'zod';
import { bounds } from '../../src/domain/bounds.ts';

/**
 * The first items of a list that Calendly reports, as many as are used. An invalid item is null, so that the others can
 * still be read. A value that is no list has no items.
 */
export function boundedList<T extends z.ZodType>(item: T) {
  return z
    .preprocess(firstOf, z.array(item.nullable().catch(null as never)))
    .default([])
    .catch([]);
}

/** Cuts a list before it is read. Every wrong item costs a long description, and a body of 1 MiB can hold half a million. */
function firstOf(list: unknown): unknown {
  return Array.isArray(list) ? list.slice(0, bounds.listed.value) : list;
}
