import { Loader, VisuallyHidden } from '@mantine/core';
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useEffectEvent, useRef } from 'react';
import type { Prospect } from '../../wire/prospect.ts';
import type { ProspectChange } from '../live/live-events.ts';
import { useNow } from '../locale/use-now.ts';
import { useText } from '../locale/use-text.ts';
import { ProspectRow } from './prospect-row.tsx';
import classes from './prospect-rows.module.css';
import { useRowKeys } from './use-row-keys.ts';
import { useScrollAnchor } from './use-scroll-anchor.ts';

interface ProspectRowsProps {
  rows: Prospect[];
  changes: ReadonlyMap<string, ProspectChange>;
  selectedId: string | null;
  hasMore: boolean;
  isLoadingMore: boolean;
  onNearEnd: () => void;
}

const rowHeight = 92;
const freshMs = 4_000;
const nearEnd = 10;

export function ProspectRows({
  rows,
  changes,
  selectedId,
  hasMore,
  isLoadingMore,
  onNearEnd,
}: ProspectRowsProps) {
  const say = useText();
  const now = useNow();
  const scroller = useRef<HTMLDivElement>(null);
  const { stop, onKeyDown, onRowFocus } = useRowKeys(rows, selectedId);
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 6,
    rangeExtractor: (range) =>
      [...new Set([...defaultRangeExtractor(range), stop])].toSorted((a, b) => a - b),
  });
  useScrollAnchor(scroller, rows, rowHeight);

  const items = virtualizer.getVirtualItems();
  const lastShown = virtualizer.range?.endIndex ?? 0;
  const wantMore = useEffectEvent(onNearEnd);
  useEffect(() => {
    if (hasMore && !isLoadingMore && lastShown >= rows.length - nearEnd) wantMore();
  }, [hasMore, isLoadingMore, lastShown, rows.length]);

  return (
    <div ref={scroller} className={classes.scroller}>
      <ul
        aria-label={say('list.title')}
        className={classes.rows}
        style={{ height: virtualizer.getTotalSize() }}
      >
        {items.map(({ key, index, start }) => {
          const prospect = rows[index];
          if (prospect === undefined) return null;
          const heardAt = changes.get(prospect.id)?.heardAt ?? 0;
          return (
            <li
              key={key}
              className={classes.item}
              style={{ height: rowHeight, transform: `translateY(${start}px)` }}
              aria-setsize={hasMore ? -1 : rows.length}
              aria-posinset={index + 1}
            >
              <ProspectRow
                prospect={prospect}
                now={Math.max(now, heardAt)}
                selected={prospect.id === selectedId}
                fresh={Date.now() - heardAt < freshMs}
                tabIndex={index === stop ? 0 : -1}
                onFocus={() => onRowFocus(prospect.id)}
                onKeyDown={(event) => onKeyDown(event, virtualizer)}
              />
            </li>
          );
        })}
      </ul>
      {isLoadingMore && (
        <div className={classes.more}>
          <Loader size="sm" aria-hidden="true" />
          <VisuallyHidden role="status">{say('list.loadingMore')}</VisuallyHidden>
        </div>
      )}
    </div>
  );
}
