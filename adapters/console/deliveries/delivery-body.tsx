import { useLingui } from '@lingui/react';
import { Anchor, Group, SegmentedControl, Stack, Text } from '@mantine/core';
import { type RefCallback, useCallback, useMemo, useState } from 'react';
import { useText } from '../locale/use-text.ts';
import { bodyBytes, mostShownBytes } from './body-bytes.ts';
import classes from './operator-page.module.css';
import { prettyJson } from './pretty-json.ts';

interface DeliveryBodyProps {
  id: string;
  base64: string;
}

/** The beginning of the body, readable or as received, and a link to all of it. */
export function DeliveryBody({ id, base64 }: DeliveryBodyProps) {
  const say = useText();
  const { locale } = useLingui().i18n;
  const [view, setView] = useState('pretty');
  const download = useDownload(base64);
  const { raw, pretty, isCut } = useMemo(() => {
    const shown = bodyBytes(base64, mostShownBytes);
    const text = new TextDecoder().decode(shown);
    const isMore = base64.length > Math.ceil(mostShownBytes / 3) * 4;
    return { raw: text, pretty: prettyJson(text, 2 * mostShownBytes), isCut: isMore };
  }, [base64]);
  if (base64 === '') return <Text c="dimmed">{say('body.empty')}</Text>;
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="xs">
        {pretty !== null && (
          <SegmentedControl
            size="xs"
            aria-label={say('body.view')}
            data={[
              { value: 'pretty', label: say('body.pretty') },
              { value: 'raw', label: say('body.raw') },
            ]}
            value={view}
            onChange={setView}
          />
        )}
        <Anchor ref={download} download={`delivery-${id}.txt`} size="sm">
          {say('body.download')}
        </Anchor>
      </Group>
      {isCut && (
        <Text size="sm" c="dimmed">
          {say('body.cut', { shown: (mostShownBytes / 1024).toLocaleString(locale) })}
        </Text>
      )}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the keys scroll it */}
      <section className={classes.code} tabIndex={0} aria-label={say('body.title')}>
        {view === 'pretty' ? (pretty ?? raw) : raw}
      </section>
    </Stack>
  );
}

/** Gives a link the address of the whole body, for as long as the link is shown. */
function useDownload(base64: string): RefCallback<HTMLAnchorElement> {
  return useCallback(
    (link) => {
      if (link === null) return;
      const type = 'application/octet-stream';
      const address = URL.createObjectURL(new Blob([bodyBytes(base64)], { type }));
      link.href = address;
      return () => URL.revokeObjectURL(address);
    },
    [base64],
  );
}
