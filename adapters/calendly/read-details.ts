import type { z } from 'zod';
import {
  type Details,
  noDetails,
  type Payment,
  type QuestionAndAnswer,
} from '../../src/domain/invitee-fact.ts';
import { type Tracking, untracked } from '../../src/domain/tracking.ts';
import type {
  CalendlyPayment,
  CalendlyQuestions,
  CalendlyTracking,
} from '../wire/calendly-v2-webhook.ts';

/** The details of an invitee, in a form that all dialects share. A value that a dialect leaves out is missing. */
export interface ReportedDetails
  extends Partial<Omit<Details, 'questionsAndAnswers' | 'tracking' | 'payment'>> {
  questions: z.infer<typeof CalendlyQuestions>;
  tracking: z.infer<typeof CalendlyTracking>;
  payment: z.infer<typeof CalendlyPayment>;
}

/** Turns them into the domain's details. */
export function readDetails({ questions, tracking, payment, ...plain }: ReportedDetails): Details {
  return {
    ...noDetails,
    ...plain,
    questionsAndAnswers: readQuestions(questions),
    tracking: readTracking(tracking),
    payment: readPayment(payment),
  };
}

/** True when the details hold no value, as in a dialect that has none. */
export function isEmpty({ questionsAndAnswers, tracking, ...others }: Details): boolean {
  return (
    questionsAndAnswers.length === 0 &&
    [...Object.values(tracking), ...Object.values(others)].every((value) => value === null)
  );
}

/** Questions of retired deliveries have no number. Their order gives it. */
function readQuestions(questions: ReportedDetails['questions']): QuestionAndAnswer[] {
  return questions.flatMap((item, index) =>
    item === null
      ? []
      : [{ question: item.question, answer: item.answer, position: item.position ?? index }],
  );
}

/** A booking without tracking has a tracking whose values are all null. */
export function readTracking(tracking: ReportedDetails['tracking']): Tracking {
  if (tracking === null) return untracked;
  return {
    utmCampaign: tracking.utm_campaign,
    utmSource: tracking.utm_source,
    utmMedium: tracking.utm_medium,
    utmContent: tracking.utm_content,
    utmTerm: tracking.utm_term,
    salesforceUuid: tracking.salesforce_uuid,
  };
}

function readPayment(payment: ReportedDetails['payment']): Payment | null {
  if (payment === null) return null;
  const { provider, amount, currency, successful } = payment;
  return { provider, amount, currency, successful };
}
