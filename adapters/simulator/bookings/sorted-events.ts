import type { ScheduledEvent } from './scheduled-event.ts';

/** Meetings by their start, so that a page of them is found without looking at the others. */
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

/** The index of the first row whose key is not before a key; the number of rows when there is none. Rows are sorted by it. */
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
