import type { Language } from '../../src/domain/note-writer.ts';

/** What the examinations know before they begin. It comes from the settings, and holds secrets. */
export interface Surroundings {
  language: Language;
  /** Where the service is for others, and where it is for this machine. Neither has a slash at its end. */
  appUrl: string;
  localUrl: string;
  /** Whether Calendly is one on this machine, which can reach what the real one cannot. */
  isSimulated: boolean;
  /** Null where the service brings its own Calendly along. */
  calendlyApiUrl: string | null;
  signingKeys: readonly string[];
  /** The value of the signature header for a body, signed now. */
  sign(key: string, body: string): string;
  signatureHeader: string;
  toleranceSeconds: number;
  /** Null where none could be made: then only what needs none is examined. */
  token: string | null;
}
