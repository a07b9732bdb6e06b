/** Makes secrets, and names them without telling them. */
export interface SecretMaker {
  /** 32 random bytes as base64url: nobody guesses it, and it fits into URLs, cookies and signing keys. */
  make(): string;
  /** SHA-256 of the text's UTF-8 bytes, lower-case hex. */
  hash(text: string): string;
}
