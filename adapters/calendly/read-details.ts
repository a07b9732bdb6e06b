import type { z } from 'zod';
import type { Details, Payment, QuestionAndAnswer } from '../../src/domain/invitee-fact.ts';
import { type Tracking, untracked } from '../../src/domain/tracking.ts';
import type {
  CalendlyPayment,
  CalendlyQuestions,
  CalendlyTracking,
} from '../wire/calendly-v2-webhook.ts';

/** What an invitee filled in, in the words that all dialects share. */
export interface ToldDetails {
  phone: string | null;
  cancelUrl: string | null;
  rescheduleUrl: string | null;
  questions: z.infer<typeof CalendlyQuestions>;
  tracking: z.infer<typeof CalendlyTracking>;
  payment: z.infer<typeof CalendlyPayment>;
}

/** Puts them into our words. */
export function readDetails(told: ToldDetails): Details {
  return {
    phone: told.phone,
    cancelUrl: told.cancelUrl,
    rescheduleUrl: told.rescheduleUrl,
    questionsAndAnswers: readQuestions(told.questions),
    tracking: readTracking(told.tracking),
    payment: readPayment(told.payment),
  };
}

/** Whether the details tell nothing at all, as in a dialect that has none. */
export function isEmpty({ questionsAndAnswers, tracking, ...others }: Details): boolean {
  return (
    questionsAndAnswers.length === 0 &&
    [...Object.values(tracking), ...Object.values(others)].every((value) => value === null)
  );
}

/** Retired deliveries number no questions: their order does. */
function readQuestions(told: ToldDetails['questions']): QuestionAndAnswer[] {
  return told.flatMap((item, index) =>
    item === null
      ? []
      : [{ question: item.question, answer: item.answer, position: item.position ?? index }],
  );
}

/** Absent tracking is tracking that names no source. */
export function readTracking(told: ToldDetails['tracking']): Tracking {
  if (told === null) return untracked;
  return {
    utmCampaign: told.utm_campaign,
    utmSource: told.utm_source,
    utmMedium: told.utm_medium,
    utmContent: told.utm_content,
    utmTerm: told.utm_term,
    salesforceUuid: told.salesforce_uuid,
  };
}

function readPayment(told: ToldDetails['payment']): Payment | null {
  if (told === null) return null;
  const { provider, amount, currency, successful } = told;
  return { provider, amount, currency, successful };
}
