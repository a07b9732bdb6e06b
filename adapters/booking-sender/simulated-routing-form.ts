import { randomUUID } from 'node:crypto';

const api = 'https://api.calendly.com';

/**
 * The delivery of a filled-in routing form (Calendly's docs, "Routing form submission"). `submitter` is the invitee's
 * URI of the booking that it led to; null when it led to none.
 */
export function routingFormWebhook(email: string, submitter: string | null, now: Date): object {
  const at = now.toISOString().replace('Z', '000Z');
  const answers = [
    { question: 'E-mail professionnel', answer: email },
    { question: 'Taille de l’entreprise', answer: '11-50' },
  ];
  return {
    event: 'routing_form_submission.created',
    created_at: `${now.toISOString().slice(0, 19)}.000000Z`,
    created_by: `${api}/users/3e9a1c52-77d4-4b8b-8f0e-2a6c9d1b4f01`,
    payload: {
      uri: `${api}/routing_form_submissions/${randomUUID()}`,
      routing_form: `${api}/routing_forms/3cec085f-6a29-4d0d-98ec-f95b0a1d2c41`,
      questions_and_answers: answers.map((item) => ({ question_uuid: randomUUID(), ...item })),
      tracking: {
        utm_campaign: null,
        utm_source: 'simulation',
        utm_medium: null,
        utm_content: null,
        utm_term: null,
        salesforce_uuid: null,
      },
      result: {
        type: 'custom_message',
        value: { headline: 'Merci', body: 'Nous vous répondrons.' },
      },
      submitter,
      submitter_type: submitter === null ? null : 'Invitee',
      created_at: at,
      updated_at: at,
    },
  };
}
