import { useLingui } from '@lingui/react';
import { useMemo } from 'react';
import { createDates, type Dates, regionalLocale } from './dates.ts';

export function useDates(): Dates {
  const { locale } = useLingui().i18n;
  return useMemo(() => createDates(regionalLocale(locale, navigator.languages)), [locale]);
}
