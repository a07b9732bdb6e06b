import { type RefObject, useEffect, useRef } from 'react';
import { isFocusLost } from './use-chosen-focus.ts';

/** When something that took the focus away is over, hands it to the target, unless a person has moved on meanwhile. */
export function useFocusAfter(isUnderWay: boolean, target: RefObject<HTMLElement | null>): void {
  const wasUnderWay = useRef(isUnderWay);
  useEffect(() => {
    if (wasUnderWay.current && !isUnderWay && isFocusLost()) target.current?.focus();
    wasUnderWay.current = isUnderWay;
  }, [isUnderWay, target]);
}
