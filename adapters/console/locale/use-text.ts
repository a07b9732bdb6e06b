import { useLingui } from '@lingui/react';
import { useCallback } from 'react';
import type { TextId } from './catalog.ts';

export type Say = (id: TextId, values?: Record<string, string | number>) => string;

/** The page's texts in the chosen language. */
export function useText(): Say {
  const { i18n } = useLingui();
  const { locale } = i18n;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another language is another function, so that what was said is said anew.
  return useCallback((id, values) => i18n._(id, values), [i18n, locale]);
}
