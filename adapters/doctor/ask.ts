import type { DoctorLanguage } from './surroundings.ts';

/** How long the doctor waits for an answer. */
export const patienceMilliseconds = 10_000;

/** An answer. Redirects are not followed, because Calendly follows none. */
export interface Answered {
  answered: true;
  status: number;
  headers: Headers;
  /** Undefined when the answer is not JSON. */
  json: unknown;
  /** When the request was sent and when the answer began, by this machine's clock. */
  askedAt: number;
  answeredAt: number;
}

/** No answer came. `code` is Node's error code, or `TIMEOUT`. */
export interface Unanswered {
  answered: false;
  code: string;
}

export interface Question {
  method?: string;
  token?: string | null;
  headers?: Record<string, string>;
  body?: string;
}

export async function ask(url: string, question: Question = {}): Promise<Answered | Unanswered> {
  const { method = 'GET', token = null, headers, body } = question;
  const askedAt = Date.now();
  try {
    const response = await fetch(url, {
      method,
      headers: {
        'user-agent': 'Velvena-Doctor',
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMilliseconds),
    });
    const answeredAt = Date.now();
    const json = jsonOf(await response.text());
    return {
      answered: true,
      status: response.status,
      headers: response.headers,
      json,
      askedAt,
      answeredAt,
    };
  } catch (error) {
    return { answered: false, code: codeOf(error) };
  }
}

/** The text in one field of a JSON answer. Null when the field is absent or not a text. */
export function word({ json }: Answered, field: string): string | null {
  if (typeof json !== 'object' || json === null) return null;
  const value = (json as Record<string, unknown>)[field];
  return typeof value === 'string' ? value : null;
}

/** Where a redirect leads, without its query, which may hold secrets. */
export function whereTo({ headers }: Answered, from: string): string {
  const location = headers.get('location') ?? '';
  if (!URL.canParse(location, from)) return '?';
  const { origin, pathname } = new URL(location, from);
  return origin + pathname;
}

export function codeOf(error: unknown): string {
  const { name, code, cause, errors } = error as Error & Record<string, unknown>;
  if (name === 'TimeoutError' || name === 'AbortError') return 'TIMEOUT';
  if (typeof code === 'string') return code;
  if (Array.isArray(errors) && errors.length > 0) return codeOf(errors[0]);
  return cause instanceof Error ? codeOf(cause) : name;
}

/** The reason for a missing answer, for a person. */
export function whyUnanswered(code: string, language: DoctorLanguage): string {
  const text = reasons[language];
  if (code === 'ECONNREFUSED') return text.refused;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return text.name;
  if (code === 'TIMEOUT' || code === 'ETIMEDOUT' || code === 'UND_ERR_CONNECT_TIMEOUT') {
    return text.timeout;
  }
  return /CERT|SIGNED|TLS|SSL|ISSUER/.test(code)
    ? text.certificate(code)
    : `${text.other} (${code})`;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const seconds = patienceMilliseconds / 1000;
const reasons = {
  fr: {
    refused: 'personne n’écoute à cette adresse',
    name: 'ce nom est inconnu du DNS',
    timeout: `pas de réponse en ${seconds} s`,
    certificate: (code: string) => `le certificat est refusé (${code})`,
    other: 'la connexion échoue',
  },
  en: {
    refused: 'nobody listens at this address',
    name: 'DNS does not know this name',
    timeout: `no answer within ${seconds} s`,
    certificate: (code: string) => `the certificate is refused (${code})`,
    other: 'the connection fails',
  },
};
