import type { Virtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { Prospect } from '../../wire/prospect.ts';
import { prospectRowId } from './prospect-row.tsx';

const pageStep = 8;

/**
 * Makes a long list one tab stop: Tab enters it, the arrow keys, Page Up/Down, Home and End move within.
 * The row that holds the stop must stay rendered while it is scrolled away.
 */
export function useRowKeys(rows: readonly Prospect[], selectedId: string | null) {
  const [focusedId, setFocusedId] = useState<string | null>(null);
  const mustFocus = useRef(false);
  const wanted = rows.findIndex((row) => row.id === (focusedId ?? selectedId));
  const stop = Math.max(wanted, 0);

  useEffect(() => {
    const row = rows[stop];
    if (!mustFocus.current || row === undefined) return;
    mustFocus.current = false;
    document.getElementById(prospectRowId(row.id))?.focus({ preventScroll: true });
  }, [rows, stop]);

  function onKeyDown(event: KeyboardEvent, virtualizer: Virtualizer<HTMLDivElement, Element>) {
    const steps: Record<string, number> = {
      ArrowDown: stop + 1,
      ArrowUp: stop - 1,
      PageDown: stop + pageStep,
      PageUp: stop - pageStep,
      Home: 0,
      End: rows.length - 1,
    };
    const step = steps[event.key];
    if (step === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const row = rows[Math.min(Math.max(step, 0), rows.length - 1)];
    if (row === undefined) return;
    mustFocus.current = true;
    setFocusedId(row.id);
    virtualizer.scrollToIndex(rows.indexOf(row), { align: 'auto' });
  }

  return { stop, onKeyDown, onRowFocus: setFocusedId };
}
