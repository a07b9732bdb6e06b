import type { Subscription } from './subscription.ts';

export interface Attempt {
  at: string;
  /** Null when there was no answer. */
  status: number | null;
  /** The beginning of the answer's body, or why there was none. */
  said: string;
}

/** One webhook on its way to one subscription. Every attempt sends the same bytes. */
export interface Delivery {
  readonly id: string;
  readonly subscription: Subscription;
  readonly event: string;
  readonly body: string;
  readonly createdAt: string;
  readonly attempts: Attempt[];
  /** A fault: what the first attempt is answered does not count. */
  losesAnswer: boolean;
  /** Unix seconds of the signature, from the first attempt on. */
  signedAt: number | null;
  /** `lost`: a fault swallowed it. `given_up`: after 24 hours, or its subscription is no more. */
  status: 'waiting' | 'sending' | 'delivered' | 'lost' | 'given_up';
  /** In whole milliseconds of the simulator's clock. */
  dueAtMs: number;
}
