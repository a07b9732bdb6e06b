import type { Cancellation } from './scheduled-event.ts';

export interface Answer {
  question: string;
  answer: string;
}

export interface Tracking {
  utm_campaign: string | null;
  utm_source: string | null;
  utm_medium: string | null;
  utm_content: string | null;
  utm_term: string | null;
  salesforce_uuid: string | null;
}

export const untracked: Tracking = {
  utm_campaign: null,
  utm_source: null,
  utm_medium: null,
  utm_content: null,
  utm_term: null,
  salesforce_uuid: null,
};

export interface Payment {
  external_id: string;
  provider: 'stripe' | 'paypal';
  amount: number;
  currency: string;
  terms: string | null;
  successful: boolean;
}

/** One person's place in a meeting. */
export interface Invitee {
  readonly id: string;
  readonly eventId: string;
  readonly email: string;
  readonly name: string;
  readonly firstName: string | null;
  readonly lastName: string | null;
  readonly timezone: string | null;
  readonly answers: readonly Answer[];
  readonly tracking: Tracking;
  readonly phone: string | null;
  readonly payment: Payment | null;
  readonly submissionId: string | null;
  readonly createdAt: string;
  /** The invitee whom this one replaces, after a reschedule. */
  readonly replaces: { eventId: string; id: string } | null;
  replacedBy: { eventId: string; id: string } | null;
  status: 'active' | 'canceled';
  updatedAt: string;
  cancellation: Cancellation | null;
  noShow: { id: string; createdAt: string } | null;
}
