import type { ScheduledEvent } from './scheduled-event.ts';

/** Meetings sorted by their start, so that a page is found without reading the others. */
export class SortedEvents {
  readonly #rows: ScheduledEvent[] = [];

  get rows(): readonly ScheduledEvent[] {
    return this.#rows;
  }

  add(event: ScheduledEvent): void {
    this.#rows.splice(firstAtOrAfter(this.#rows, sortKey, sortKey(event)), 0, event);
  }
}

export function sortKey({ startTime, id }: ScheduledEvent): string {
  return `${startTime} ${id}`;
}

/** The index of the first row whose key is not before a key, or the number of rows. The rows are sorted by the key. */
export function firstAtOrAfter<T>(
  rows: readonly T[],
  keyOf: (row: T) => string,
  key: string,
): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (keyOf(rows[middle] as T) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
