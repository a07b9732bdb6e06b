import type { Subscription } from './subscription.ts';

export interface Attempt {
  at: string;
  /** Null when no answer came. */
  status: number | null;
  /** The beginning of the answer's body, or why there was none. */
  said: string;
}

/** One webhook for one subscription. Every attempt sends the same bytes. */
export interface Delivery {
  readonly id: string;
  readonly subscription: Subscription;
  readonly event: string;
  readonly body: string;
  readonly createdAt: string;
  readonly attempts: Attempt[];
  /** A fault: the answer to the first attempt is ignored. */
  losesAnswer: boolean;
  /** Unix seconds of the signature. Null before the first attempt. */
  signedAt: number | null;
  /** `lost`: a fault dropped it. `given_up`: 24 hours passed, or its subscription was deleted. */
  status: 'waiting' | 'sending' | 'delivered' | 'lost' | 'given_up';
  /** In whole milliseconds of the simulator's clock. */
  dueAtMs: number;
}
