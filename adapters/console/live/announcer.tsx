import { VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useText } from '../locale/use-text.ts';
import { useLive } from './live-context.ts';

const silenceMs = 700;

/** Announces new prospects to screen readers, politely and in one sentence per burst. */
export function Announcer() {
  const say = useText();
  const { events } = useLive();
  const [sentence, setSentence] = useState('');

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    let names: string[] = [];
    const speak = () => {
      const [name] = names;
      if (name === undefined) return;
      setSentence(
        names.length === 1
          ? say('live.oneNew', { name })
          : say('live.manyNew', { count: names.length }),
      );
      names = [];
    };
    const stop = events.subscribe((batch) => {
      for (const { type, data } of batch) {
        if (type === 'prospect.created' && data !== null) names.push(data.name || data.email);
      }
      clearTimeout(timer);
      timer = setTimeout(speak, silenceMs);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [events, say]);

  return (
    <VisuallyHidden role="status" aria-live="polite">
      {sentence}
    </VisuallyHidden>
  );
}
