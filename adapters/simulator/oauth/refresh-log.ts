export interface RefreshUse {
  at: string;
  /** The first characters of the token: enough to tell it from others. */
  token: string;
  user: string | null;
  /** `reused`: it was spent already, so two processes used it, or one lost what it got for it. */
  outcome: 'rotated' | 'kept' | 'reused' | 'revoked' | 'unknown' | 'rate-limited';
}

/** Every use of a refresh token. They are good for one. */
export class RefreshLog {
  readonly #uses: RefreshUse[] = [];

  add(use: RefreshUse): void {
    this.#uses.push({ ...use, token: use.token.slice(0, 8) });
  }

  get uses(): RefreshUse[] {
    return structuredClone(this.#uses);
  }
}
