import type { OrganizationId } from '../domain/organization-id.ts';

/** Keeps each attempt to connect until its callback, which takes it once. */
export interface ConnectAttemptStore {
  add(attempt: ConnectAttempt): Promise<void>;
  /** Takes the attempt of this state and removes it. Null when there is none, or when it expired. */
  take(stateHash: string, now: Date): Promise<ConnectAttempt | null>;
  /** Removes the attempts that expired. */
  prune(now: Date): Promise<void>;
}

export interface ConnectAttempt {
  id: string;
  organizationId: OrganizationId;
  /** Who began it: the token's `sub`. */
  subject: string;
  /** SHA-256, lower-case hex, of the state and of the browser's cookie. */
  stateHash: string;
  cookieHash: string;
  /** Sealed. */
  codeVerifier: string;
  expiresAt: Date;
}
