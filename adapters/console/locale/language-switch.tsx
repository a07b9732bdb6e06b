import { useLingui } from '@lingui/react';
import { SegmentedControl } from '@mantine/core';
import { keepLocale, type Locale } from './i18n.ts';
import { useText } from './use-text.ts';

const languages = [
  { value: 'fr', label: 'FR' },
  { value: 'en', label: 'EN' },
];

export function LanguageSwitch() {
  const say = useText();
  const { locale } = useLingui().i18n;
  return (
    <SegmentedControl
      size="xs"
      aria-label={say('language')}
      data={languages}
      value={locale}
      onChange={(chosen) => keepLocale(chosen as Locale)}
    />
  );
}
