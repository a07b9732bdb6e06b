import { useEffect, useRef } from 'react';

/**
 * Starts everything that is opened at the top. On a phone, where list and details replace each other, the way back
 * hands the focus to the link it came from, whose id this is.
 */
export function useChosenFocus(link: string | null): void {
  const previous = useRef(link);
  useEffect(() => {
    const from = previous.current;
    previous.current = link;
    if (link !== null) document.getElementById('details')?.scrollTo({ top: 0 });
    else if (from !== null && isFocusLost()) {
      document.getElementById(from)?.focus({ preventScroll: true });
    }
  }, [link]);
}

/** True when the focused element is gone from the page, disabled or hidden. */
export function isFocusLost(): boolean {
  const { activeElement } = document;
  return (
    activeElement === null ||
    activeElement === document.body ||
    activeElement.matches(':disabled') ||
    !activeElement.checkVisibility({ visibilityProperty: true })
  );
}
