import type { CalendlyStatus } from '../wire/calendly-status.ts';
import { type Answered, ask, whyUnanswered } from './ask.ts';
import { bad, type Examination, good, unknown, warning } from './examination.ts';
import type { Surroundings } from './surroundings.ts';

/** The header tells whole seconds, and the way there and back takes time too. */
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
    'Laissez sortir le service vers CALENDLY_API_URL et CALENDLY_AUTH_URL (pare-feu, DNS) : sans cela, ni connexion ni rattrapage.',
};
const en: typeof fr = {
  name: 'Clock',
  right: (seconds) => `within ${seconds} s of Calendly's`,
  off: (seconds) =>
    `the clock of the service is ${Math.abs(seconds)} s ${seconds > 0 ? 'behind' : 'ahead of'} Calendly's`,
  set: 'Set it with NTP: timedatectl set-ntp true.',
  own: 'the service brings its own Calendly along: it is the same clock',
  unreached: (why) => `Calendly's API cannot be reached from here: ${why}`,
  letOut:
    'Let the service out to CALENDLY_API_URL and CALENDLY_AUTH_URL (firewall, DNS): without it there is no connecting and no back-fill.',
};
const words = { fr, en };

/** Compares the service's clock with Calendly's, by what both answer; and hears what the service noticed itself. */
export async function examineClock(
  url: string,
  { calendlyApiUrl, language }: Surroundings,
  status: CalendlyStatus | null,
): Promise<Examination> {
  const told = words[language];
  const noticed = status?.problems.find(({ code }) => code === 'clock_skew');
  if (noticed !== undefined) return bad(told.name, noticed.message, noticed.remedy);
  if (calendlyApiUrl === null) return good(told.name, told.own);
  const [service, calendly] = await Promise.all([
    ask(`${url}/healthz`),
    // No token goes along: the refusal tells the time just as well.
    ask(`${calendlyApiUrl}/users/me`),
  ]);
  if (!service.answered) return unknown(told.name, whyUnanswered(service.code, language));
  if (!calendly.answered) {
    const why = whyUnanswered(calendly.code, language);
    return warning(told.name, told.unreached(why), told.letOut);
  }
  const seconds = Math.round((aheadMs(calendly) - aheadMs(service)) / 1000);
  if (!Number.isFinite(seconds)) return unknown(told.name, told.unreached('Date'));
  if (Math.abs(seconds) <= fineSeconds) return good(told.name, told.right(fineSeconds));
  const judge = Math.abs(seconds) < tolerableSeconds ? warning : bad;
  return judge(told.name, told.off(seconds), told.set);
}

/** How far the clock that dated an answer is ahead of this machine's, give or take a second. */
function aheadMs({ headers, askedAt, answeredAt }: Answered): number {
  return Date.parse(headers.get('date') ?? '') + 500 - (askedAt + answeredAt) / 2;
}
