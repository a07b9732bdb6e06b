import { useLingui } from '@lingui/react';
import type { TextId } from './catalog.ts';

export type Say = (id: TextId, values?: Record<string, string | number>) => string;

/** The page's texts in the chosen language; another language is another function. */
export function useText(): Say {
  return useLingui()._;
}
