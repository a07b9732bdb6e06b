/** Whether a part of the service that requests depend on can serve now. */
export interface Readiness {
  /** The name under which readiness reports the part. */
  readonly part: string;
  /** Rejects, within two seconds, when the part cannot serve. */
  probe(): Promise<void>;
}
