import type { CalendlyStatus } from '../wire/calendly-status.ts';
import { Completeness } from '../wire/completeness.ts';
import { ask, whyUnanswered } from './ask.ts';
import { bad, type Examination, good, unknown, warning } from './examination.ts';
import type { Surroundings } from './surroundings.ts';

const fr = {
  sync: 'Rattrapage',
  never: 'l’historique n’a jamais été chargé',
  load: 'Chargez-le : console, page Calendly, ou POST /calendly/sync.',
  failed: (code: string) => `le dernier a échoué (${code})`,
  again:
    'Relancez-le : console, page Calendly, ou POST /calendly/sync. Si cela dure, voyez les lignes du compte et des autorisations.',
  running: (percent: number) => `en cours, ${percent} %`,
  waiting: (at: string) => `en pause jusqu’à ${at} : limite de débit de Calendly`,
  done: (at: string, events: number) => `terminé le ${at}, ${events} rendez-vous lus`,
  complete: 'Complétude',
  unread: (why: string) => `pas examinée : ${why}`,
  soon: 'pas encore contrôlée : elle l’est après le premier rattrapage, puis chaque jour',
  same: (at: string, listed: number) =>
    `le ${at} : les ${listed} rendez-vous de Calendly sont ici, et aucun de trop`,
  missing: (n: number, at: string) =>
    `le ${at}, ${n} rendez-vous n’étaient pas arrivés par webhook ; ils ont été rattrapés`,
  watch: 'Si cela se répète, des webhooks se perdent : voyez l’abonnement et l’adresse du webhook.',
  extra: (n: number, at: string) =>
    `le ${at}, ${n} rendez-vous enregistrés ici ne sont plus listés par Calendly`,
  compare:
    'GET /calendly/completeness les nomme (extra) : supprimés chez Calendly, ou d’un hôte qui a quitté l’équipe.',
};
const en: typeof fr = {
  sync: 'Back-fill',
  never: 'the history was never loaded',
  load: 'Load it: console, page Calendly, or POST /calendly/sync.',
  failed: (code) => `the last one failed (${code})`,
  again:
    'Start it again: console, page Calendly, or POST /calendly/sync. If this stays, see the lines about account and permissions.',
  running: (percent) => `running, ${percent} %`,
  waiting: (at) => `paused until ${at}: Calendly's rate limit`,
  done: (at, events) => `done ${at}, ${events} scheduled events read`,
  complete: 'Completeness',
  unread: (why) => `not examined: ${why}`,
  soon: 'not checked yet: it is after the first back-fill, and then once a day',
  same: (at, listed) => `${at}: the ${listed} bookings of Calendly are here, and no others`,
  missing: (n, at) => `${at}, ${n} bookings did not come by webhook; they were fetched`,
  watch: 'If this happens again, webhooks are lost: see the subscription and the webhook address.',
  extra: (n, at) => `${at}, ${n} bookings stored here are no longer listed by Calendly`,
  compare:
    'GET /calendly/completeness names them (extra): deleted at Calendly, or of a host who left the team.',
};
const words = { fr, en };

type Language = Pick<Surroundings, 'language'>;

/** Examines whether the bookings from before the connection, and from its gaps, were read. */
export function examineSync({ sync }: CalendlyStatus, { language }: Language): Examination {
  const text = words[language];
  if (sync === null) return warning(text.sync, text.never, text.load);
  const { state, error, percent, resumesAt, finishedAt, startedAt, eventsSeen } = sync;
  if (state === 'failed') return bad(text.sync, text.failed(error ?? '?'), text.again);
  if (state === 'running') return good(text.sync, text.running(Math.round(percent)));
  if (state === 'waiting') return good(text.sync, text.waiting(resumesAt ?? '?'));
  return good(text.sync, text.done(finishedAt ?? startedAt, eventsSeen));
}

/** Examines whether the last comparison with Calendly's list found a difference. */
export async function examineCompleteness(
  url: string,
  { token, language }: Surroundings,
): Promise<Examination> {
  const text = words[language];
  const name = text.complete;
  const answer = await ask(`${url}/calendly/completeness`, { token });
  if (!answer.answered) return unknown(name, text.unread(whyUnanswered(answer.code, language)));
  if (answer.status === 404) return unknown(name, text.soon);
  const { data: report } = Completeness.safeParse(answer.json);
  if (report === undefined) return unknown(name, text.unread(String(answer.status)));
  const { checkedAt, listed, missing, extra } = report;
  if (missing.length > 0) {
    return warning(name, text.missing(missing.length, checkedAt), text.watch);
  }
  if (extra.length > 0) return warning(name, text.extra(extra.length, checkedAt), text.compare);
  return good(name, text.same(checkedAt, listed));
}
