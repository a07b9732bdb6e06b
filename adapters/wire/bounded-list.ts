import { z } from 'zod';
import { bounds } from '../../src/domain/bounds.ts';

/**
 * The first items of a list that Calendly reports, as many as anybody looks at. An item that cannot be read is null, so
 * that it costs no other. What is no list has no items.
 */
export function boundedList<T extends z.ZodType>(item: T) {
  return z
    .preprocess(firstOf, z.array(item.nullable().catch(null as never)))
    .default([])
    .catch([]);
}

/** Each item that is wrong is described at length, and a body of 1 MiB has room for half a million. */
function firstOf(list: unknown): unknown {
  return Array.isArray(list) ? list.slice(0, bounds.listed.value) : list;
}
