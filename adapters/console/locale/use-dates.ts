import { useLingui } from '@lingui/react';
import { useMemo } from 'react';
import { createDates, type Dates } from './dates.ts';

export function useDates(): Dates {
  const { locale } = useLingui().i18n;
  return useMemo(() => createDates(locale), [locale]);
}
