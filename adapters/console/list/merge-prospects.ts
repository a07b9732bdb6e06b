import type { Prospect } from '../../wire/prospect.ts';
import type { ProspectPage } from '../api/api.ts';
import type { ProspectChange } from '../live/live-events.ts';

interface KnownRow {
  prospect: Prospect;
  seq: number;
}

/**
 * The rows to show: pages as the server answered them, overlaid with what came live since.
 * `seq` decides which of two states is newer. A changed prospect that no page holds joins when
 * `accepts` says so and it belongs between the rows already loaded; further down its page will bring it.
 */
export function mergeProspects(
  pages: readonly ProspectPage[],
  changes: ReadonlyMap<string, ProspectChange>,
  accepts: (prospect: Prospect) => boolean,
): Prospect[] {
  const rows = new Map<string, KnownRow>();
  for (const { items, seq } of pages) {
    for (const prospect of items) {
      if ((rows.get(prospect.id)?.seq ?? -1) < seq) rows.set(prospect.id, { prospect, seq });
    }
  }

  const oldestSeq = Math.min(...pages.map((page) => page.seq));
  const end = loadedUntil(pages);
  for (const [id, { prospect, seq }] of changes) {
    if (seq <= (rows.get(id)?.seq ?? oldestSeq)) continue;
    if (prospect === null) rows.delete(id);
    else if (rows.has(id) || (prospect.lastActivityAt >= end && accepts(prospect)))
      rows.set(id, { prospect, seq });
  }
  return [...rows.values()].map((row) => row.prospect).toSorted(newestFirst);
}

function loadedUntil(pages: readonly ProspectPage[]): string {
  const last = pages.at(-1);
  return last === undefined || last.nextCursor === null
    ? ''
    : (last.items.at(-1)?.lastActivityAt ?? '');
}

function newestFirst(a: Prospect, b: Prospect): number {
  if (a.lastActivityAt !== b.lastActivityAt) return a.lastActivityAt < b.lastActivityAt ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}
