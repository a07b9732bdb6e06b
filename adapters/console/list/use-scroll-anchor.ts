import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import type { Prospect } from '../../wire/prospect.ts';

/** Keeps what is being read in place when rows arrive above it. At the very top the newest row shows. */
export function useScrollAnchor(
  scroller: RefObject<HTMLElement | null>,
  rows: readonly Prospect[],
  rowHeight: number,
): void {
  const anchor = useRef<{ id: string; offset: number } | null>(null);
  const latest = useRef(rows);

  useLayoutEffect(() => {
    latest.current = rows;
    const held = anchor.current;
    const element = scroller.current;
    if (held === null || element === null) return;
    const index = rows.findIndex((row) => row.id === held.id);
    if (index >= 0) element.scrollTop = index * rowHeight + held.offset;
  }, [rows, rowHeight, scroller]);

  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const remember = () => {
      const index = Math.floor(element.scrollTop / rowHeight);
      const row = latest.current[index];
      const atTop = element.scrollTop <= 0 || row === undefined;
      anchor.current = atTop ? null : { id: row.id, offset: element.scrollTop - index * rowHeight };
    };
    element.addEventListener('scroll', remember, { passive: true });
    return () => element.removeEventListener('scroll', remember);
  }, [rowHeight, scroller]);
}
