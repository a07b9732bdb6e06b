import type { Submission } from '../bookings/submission.ts';
import { uriOf } from '../resource-uri.ts';

/** A filled-in routing form (Calendly's docs, "Routing form submission"). */
export function renderSubmission(submission: Submission): object {
  const { submitter } = submission;
  return {
    uri: uriOf.submission(submission.id),
    routing_form: uriOf.routingForm(submission.formId),
    questions_and_answers: submission.answers.map(({ questionId, question, answer }) => ({
      question_uuid: questionId,
      question,
      answer,
    })),
    tracking: submission.tracking,
    result: submission.result,
    // Calendly's own sample has the submitter on another host than its API's.
    submitter: submitter && uriOf.invitee(submitter).replace('//api.', '//'),
    submitter_type: submitter && 'Invitee',
    created_at: submission.createdAt,
    updated_at: submission.updatedAt,
  };
}
