import { useLingui } from '@lingui/react';
import { Text } from '@mantine/core';
import type { ScheduledEvent } from '../../wire/scheduled-event.ts';
import { useText } from '../locale/use-text.ts';
import classes from './meeting-answers.module.css';
import { trackingText } from './tracking-text.ts';

/** The invitee's answers, the origin of the booking, and the payment. */
export function MeetingAnswers({ meeting }: { meeting: ScheduledEvent }) {
  const say = useText();
  const { locale } = useLingui().i18n;
  const { questionsAndAnswers, tracking, payment } = meeting;
  const source = trackingText(tracking);
  const facts = questionsAndAnswers
    .toSorted((a, b) => a.position - b.position)
    .map(({ question, answer, position }) => ({
      key: `${position} ${question}`,
      label: question,
      value: answer,
    }));
  if (source !== '') facts.push({ key: 'source', label: say('meetings.source'), value: source });
  if (payment !== null) {
    const amount = money(payment.amount, payment.currency, locale);
    const value = say(payment.successful ? 'payment.done' : 'payment.failed', {
      amount,
      provider: payment.provider,
    });
    facts.push({ key: 'payment', label: say('payment.label'), value });
  }
  if (facts.length === 0) return null;
  return (
    <dl className={classes.answers}>
      {facts.map(({ key, label, value }) => (
        <div key={key}>
          <Text component="dt" size="sm" c="dimmed">
            {label}
          </Text>
          <Text component="dd" size="sm" m={0} className={classes.answer}>
            {value}
          </Text>
        </div>
      ))}
    </dl>
  );
}

function money(amount: number, currency: string, locale: string): string {
  try {
    return new Intl.NumberFormat(locale, { style: 'currency', currency }).format(amount);
  } catch {
    return `${amount} ${currency}`;
  }
}
