/** Makes secrets, and hashes that name a secret without revealing it. */
export interface SecretMaker {
  /** 32 random bytes as base64url. Nobody can guess them, and they fit into URLs, cookies and signing keys. */
  make(): string;
  /** SHA-256 of the text's UTF-8 bytes, lower-case hex. */
  hash(text: string): string;
}
