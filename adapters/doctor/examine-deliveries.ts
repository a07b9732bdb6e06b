import type { CalendlyStatus } from '../wire/calendly-status.ts';
import { bad, type Examination, good, warning } from './examination.ts';
import type { Surroundings } from './surroundings.ts';

const longMilliseconds = 7 * 24 * 60 * 60 * 1000;

const fr = {
  last: 'Dernière livraison',
  never: 'aucune jusqu’ici',
  at: (instant: string) => `reçue le ${instant}`,
  longAgo: (instant: string) => `plus rien depuis le ${instant}`,
  book: 'Prenez un rendez-vous d’essai sur votre page Calendly : il doit apparaître en quelques secondes.',
  inbox: 'Livraisons des dernières 24 h',
  counts: (applied: number, ignored: number, duplicate: number) =>
    `appliquées : ${applied}, ignorées : ${ignored}, doublons : ${duplicate}`,
  dead: (n: number) => `en échec (dead) : ${n}. Ces rendez-vous manquent`,
  seeDead: 'GET /deliveries?status=dead dit pourquoi ; elles attendent une personne.',
  quarantined: (n: number) => `en quarantaine : ${n}, signées trop loin de l’heure de réception`,
  seeQuarantined:
    'Vérifiez l’horloge (ci-dessus) et CALENDLY_WEBHOOK_TOLERANCE_SECONDS ; elles attendent une personne.',
  unrouted: (n: number) => `à personne (unrouted) : ${n}`,
  seeUnrouted: 'Connectez le compte Calendly concerné, ou renseignez DEFAULT_ORGANIZATION_ID.',
  due: (n: number) => `à réessayer (due) : ${n}`,
  seeDue:
    'Elles sont réessayées toutes seules ; si cela dure, GET /deliveries?status=due dit pourquoi.',
};
const en: typeof fr = {
  last: 'Last delivery',
  never: 'none so far',
  at: (instant) => `received ${instant}`,
  longAgo: (instant) => `nothing since ${instant}`,
  book: 'Make a booking to try with on your Calendly page: it should appear within seconds.',
  inbox: 'Deliveries of the last 24 h',
  counts: (applied, ignored, duplicate) =>
    `applied: ${applied}, ignored: ${ignored}, duplicates: ${duplicate}`,
  dead: (n) => `dead: ${n}. These bookings are missing`,
  seeDead: 'GET /deliveries?status=dead says why; they wait for a person.',
  quarantined: (n) => `quarantined: ${n}, signed too far from when they came`,
  seeQuarantined:
    'Check the clock (above) and CALENDLY_WEBHOOK_TOLERANCE_SECONDS; they wait for a person.',
  unrouted: (n) => `unrouted: ${n}, nobody's`,
  seeUnrouted: 'Connect the Calendly account they are from, or set DEFAULT_ORGANIZATION_ID.',
  due: (n) => `due: ${n}`,
  seeDue: 'They are tried again by themselves; if this stays, GET /deliveries?status=due says why.',
};
const words = { fr, en };

type Language = Pick<Surroundings, 'language'>;

/** Whether anything came lately. Null: nothing ever did. */
export function examineLastDelivery(at: string | null, { language }: Language): Examination {
  const told = words[language];
  if (at === null) return warning(told.last, told.never, told.book);
  const isLongAgo = Date.now() - Date.parse(at) > longMilliseconds;
  return isLongAgo ? warning(told.last, told.longAgo(at), told.book) : good(told.last, told.at(at));
}

/** What became of what came. */
export function examineInbox(
  { deliveries: { last24h } }: Pick<CalendlyStatus, 'deliveries'>,
  { language }: Language,
): Examination[] {
  const told = words[language];
  const { applied, ignored, duplicate, dead, quarantined, unrouted, due } = last24h;
  const name = told.inbox;
  return [
    good(name, told.counts(applied, ignored, duplicate)),
    ...(dead > 0 ? [bad(name, told.dead(dead), told.seeDead)] : []),
    ...(quarantined > 0 ? [warning(name, told.quarantined(quarantined), told.seeQuarantined)] : []),
    ...(unrouted > 0 ? [warning(name, told.unrouted(unrouted), told.seeUnrouted)] : []),
    ...(due > 0 ? [warning(name, told.due(due), told.seeDue)] : []),
  ];
}
