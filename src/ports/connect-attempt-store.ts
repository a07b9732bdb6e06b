import type { OrganizationId } from '../domain/organization-id.ts';

/** Keeps what was begun until its callback comes, once. */
export interface ConnectAttemptStore {
  add(attempt: ConnectAttempt): Promise<void>;
  /** The attempt of this state, which is gone from then on. Null when there is none, or not any more. */
  take(stateHash: string, now: Date): Promise<ConnectAttempt | null>;
  /** Forgets what expired. */
  prune(now: Date): Promise<void>;
}

export interface ConnectAttempt {
  id: string;
  organizationId: OrganizationId;
  /** Who began it: `sub` of the token. */
  subject: string;
  /** SHA-256, lower-case hex, of the state and of the browser's cookie. */
  stateHash: string;
  cookieHash: string;
  /** Sealed. */
  codeVerifier: string;
  expiresAt: Date;
}
