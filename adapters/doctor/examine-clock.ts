import type { CalendlyStatus } from '../wire/calendly-status.ts';
import { type Answered, ask, whyUnanswered } from './ask.ts';
import { bad, type Examination, good, unknown, warning } from './examination.ts';
import type { Surroundings } from './surroundings.ts';

/** The `Date` header has whole seconds, and the round trip takes time too. */
const fineSeconds = 5;
const tolerableSeconds = 120;

const fr = {
  name: 'Horloge',
  right: (seconds: number) => `à l’heure de Calendly, à ${seconds} s près`,
  off: (seconds: number) =>
    `l’horloge du service ${seconds > 0 ? 'retarde' : 'avance'} de ${Math.abs(seconds)} s sur celle de Calendly`,
  set: 'Réglez-la avec NTP : timedatectl set-ntp true.',
  own: 'le service apporte son propre Calendly : c’est la même horloge',
  unreached: (why: string) => `l’API de Calendly n’est pas joignable d’ici : ${why}`,
  letOut:
    'Laissez le service joindre CALENDLY_API_URL et CALENDLY_AUTH_URL (pare-feu, DNS) : sans cela, ni connexion ni rattrapage.',
};
const en: typeof fr = {
  name: 'Clock',
  right: (seconds) => `within ${seconds} s of Calendly's`,
  off: (seconds) =>
    `the clock of the service is ${Math.abs(seconds)} s ${seconds > 0 ? 'behind' : 'ahead of'} Calendly's`,
  set: 'Set it with NTP: timedatectl set-ntp true.',
  own: 'the service has its own Calendly: it is the same clock',
  unreached: (why) => `Calendly's API cannot be reached from here: ${why}`,
  letOut:
    'Let the service reach CALENDLY_API_URL and CALENDLY_AUTH_URL (firewall, DNS): without them there is no connection and no back-fill.',
};
const words = { fr, en };

/**
 * Compares the service's clock with Calendly's by the `Date` of their answers. Reports a difference that the service
 * noticed itself.
 */
export async function examineClock(
  url: string,
  { calendlyApiUrl, language }: Surroundings,
  status: CalendlyStatus | null,
): Promise<Examination> {
  const text = words[language];
  const noticed = status?.problems.find(({ code }) => code === 'clock_skew');
  if (noticed !== undefined) return bad(text.name, noticed.message, noticed.remedy);
  if (calendlyApiUrl === null) return good(text.name, text.own);
  const [service, calendly] = await Promise.all([
    ask(`${url}/healthz`),
    // The request carries no token. A refusal has a `Date` too.
    ask(`${calendlyApiUrl}/users/me`),
  ]);
  if (!service.answered) return unknown(text.name, whyUnanswered(service.code, language));
  if (!calendly.answered) {
    const why = whyUnanswered(calendly.code, language);
    return warning(text.name, text.unreached(why), text.letOut);
  }
  const seconds = Math.round((aheadMs(calendly) - aheadMs(service)) / 1000);
  if (!Number.isFinite(seconds)) return unknown(text.name, text.unreached('Date'));
  if (Math.abs(seconds) <= fineSeconds) return good(text.name, text.right(fineSeconds));
  const judge = Math.abs(seconds) < tolerableSeconds ? warning : bad;
  return judge(text.name, text.off(seconds), text.set);
}

/** How many milliseconds the answering clock is ahead of this machine's. The error is up to a second. */
function aheadMs({ headers, askedAt, answeredAt }: Answered): number {
  return Date.parse(headers.get('date') ?? '') + 500 - (askedAt + answeredAt) / 2;
}
