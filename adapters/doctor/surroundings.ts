import { textsIn } from '../../src/domain/catalog.ts';

export type DoctorLanguage = 'fr' | 'en';

/** The doctor's language for a language of notes. */
export function doctorLanguage(language: string): DoctorLanguage {
  return textsIn<DoctorLanguage>({ en: 'en', fr: 'fr' }, language);
}

/** The settings that the examinations need. They hold secrets. */
export interface Surroundings {
  language: DoctorLanguage;
  /** The address of the service for others, and its address for this machine. Neither ends with a slash. */
  appUrl: string;
  localUrl: string;
  /** True when Calendly is the simulator on this machine, which can reach local addresses. */
  isSimulated: boolean;
  /** Null when the service starts a simulator of its own. */
  calendlyApiUrl: string | null;
  signingKeys: readonly string[];
  /** The value of the signature header for a body that is signed now. */
  sign(key: string, body: string): string;
  signatureHeader: string;
  toleranceSeconds: number;
  /** Null when there is no token and none could be made. Then only examinations that need no token are made. */
  token: string | null;
}
