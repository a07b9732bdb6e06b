/** The server did not answer, or only something in front of it did. Worth trying again by itself. */
export class ServerAwayError extends Error {
  override readonly name = 'ServerAwayError';
}
