import { renderSubmission } from '../rendering/render-submission.ts';
import type { CalendlyWorld } from './calendly-world.ts';
import { type Invitee, type Tracking, untracked } from './invitee.ts';
import type { Submission, SubmissionResult } from './submission.ts';

export interface FilledForm {
  organizationId: string;
  answers: readonly { question: string; answer: string | null }[];
  tracking?: Partial<Tracking> | undefined;
  result: SubmissionResult;
}

/** Fills in a form. A webhook announces it, with or without a booking. */
export function submitRoutingForm(world: CalendlyWorld, form: FilledForm): Submission {
  const { ids, clock, ledger } = world;
  const createdAt = clock.stamp();
  const submission: Submission = {
    id: ids.next('submission'),
    formId: ids.of('routing-form', form.organizationId),
    organizationId: form.organizationId,
    answers: form.answers.map(({ question, answer }) => ({
      questionId: ids.of('question', question),
      question,
      answer,
    })),
    tracking: { ...untracked, ...form.tracking },
    result: form.result,
    createdAt,
    updatedAt: createdAt,
    submitter: null,
  };
  ledger.addSubmission(submission);
  announce(world, submission);
  return submission;
}

/** Announces a submission again, with its submitter, after it led to a booking. */
export function announceSubmission(world: CalendlyWorld, invitee: Invitee): void {
  const submission = world.ledger.submission(invitee.submissionId ?? '');
  if (submission === undefined) return;
  submission.submitter = { eventId: invitee.eventId, id: invitee.id };
  submission.updatedAt = world.clock.stamp();
  announce(world, submission);
}

function announce(world: CalendlyWorld, submission: Submission): void {
  world.announce({
    event: 'routing_form_submission.created',
    organizationId: submission.organizationId,
    hostIds: [],
    payload: renderSubmission(submission),
  });
}
