import type { Language } from '../../src/domain/note-writer.ts';

/** How long something may take to answer. */
export const patienceMilliseconds = 10_000;

/** What came back. Redirects are not followed, as Calendly follows none. */
export interface Answered {
  answered: true;
  status: number;
  headers: Headers;
  /** Undefined for what is no JSON. */
  json: unknown;
  /** When it was asked and when the answer began, by this machine's clock. */
  askedAt: number;
  answeredAt: number;
}

/** Nothing came back. `code` is Node's, or `TIMEOUT`. */
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
    const { status, headers: told } = response;
    return { answered: true, status, headers: told, json, askedAt, answeredAt };
  } catch (error) {
    return { answered: false, code: codeOf(error) };
  }
}

/** A field of a JSON answer, where it is a text. */
export function word({ json }: Answered, field: string): string | null {
  if (typeof json !== 'object' || json === null) return null;
  const value = (json as Record<string, unknown>)[field];
  return typeof value === 'string' ? value : null;
}

/** Where a redirect leads, without what may be secret in it. */
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

/** Why nothing came back, in words. */
export function whyUnanswered(code: string, language: Language): string {
  const told = reasons[language];
  if (code === 'ECONNREFUSED') return told.refused;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return told.name;
  if (code === 'TIMEOUT' || code === 'ETIMEDOUT' || code === 'UND_ERR_CONNECT_TIMEOUT') {
    return told.timeout;
  }
  return /CERT|SIGNED|TLS|SSL|ISSUER/.test(code)
    ? told.certificate(code)
    : `${told.other} (${code})`;
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
