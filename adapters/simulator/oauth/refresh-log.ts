export interface RefreshUse {
  at: string;
  /** The first characters of the token, enough to identify it. */
  token: string;
  user: string | null;
  /** `reused`: it was used before. Two processes used it, or one lost the answer. */
  outcome: 'rotated' | 'kept' | 'reused' | 'revoked' | 'unknown' | 'rate-limited';
}

/** Every use of a refresh token. Each is valid for one use. */
export class RefreshLog {
  readonly #uses: RefreshUse[] = [];

  add(use: RefreshUse): void {
    this.#uses.push({ ...use, token: use.token.slice(0, 8) });
  }

  get uses(): RefreshUse[] {
    return structuredClone(this.#uses);
  }
}
