/** `unknown`: the examination could not be made. */
export type Verdict = 'good' | 'warning' | 'bad' | 'unknown';

/** One examination: its subject, its finding and its remedy, as texts in one language. */
export interface Examination {
  name: string;
  verdict: Verdict;
  finding: string;
  remedy: string | null;
}

export function good(name: string, finding: string): Examination {
  return { name, verdict: 'good', finding, remedy: null };
}

export function warning(name: string, finding: string, remedy: string): Examination {
  return { name, verdict: 'warning', finding, remedy };
}

export function bad(name: string, finding: string, remedy: string): Examination {
  return { name, verdict: 'bad', finding, remedy };
}

export function unknown(name: string, finding: string, remedy: string | null = null): Examination {
  return { name, verdict: 'unknown', finding, remedy };
}
