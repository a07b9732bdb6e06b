import { useEffect, useRef } from 'react';
import { prospectRowId } from '../list/prospect-row.tsx';

/**
 * Starts every person at the top. On a phone, where list and details replace each other, the way back
 * hands the focus to the row it came from.
 */
export function useChosenFocus(chosen: string | null): void {
  const previous = useRef(chosen);
  useEffect(() => {
    const from = previous.current;
    previous.current = chosen;
    if (chosen !== null) document.getElementById('details')?.scrollTo({ top: 0 });
    else if (from !== null && isFocusLost()) {
      document.getElementById(prospectRowId(from))?.focus({ preventScroll: true });
    }
  }, [chosen]);
}

/** What held the focus is gone from the page, is off, or cannot be seen any more. */
export function isFocusLost(): boolean {
  const { activeElement } = document;
  return (
    activeElement === null ||
    activeElement === document.body ||
    activeElement.matches(':disabled') ||
    !activeElement.checkVisibility({ visibilityProperty: true })
  );
}
