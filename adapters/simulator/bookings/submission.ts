import type { Tracking } from './invitee.ts';

export type SubmissionResult =
  | { type: 'event_type'; value: string }
  | { type: 'external_url'; value: string }
  | { type: 'custom_message'; value: { headline: string; body: string } };

/** A filled-in routing form, and the booking that it led to. */
export interface Submission {
  readonly id: string;
  readonly formId: string;
  readonly organizationId: string;
  readonly answers: readonly {
    questionId: string | null;
    question: string;
    answer: string | null;
  }[];
  readonly tracking: Tracking;
  readonly result: SubmissionResult;
  readonly createdAt: string;
  updatedAt: string;
  submitter: { eventId: string; id: string } | null;
}
