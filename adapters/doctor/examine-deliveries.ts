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
  seeDead:
    'GET /deliveries?status=dead dit pourquoi. POST /deliveries/:id/replay?dryRun montre ce qu’un nouvel essai ferait.',
  quarantined: (n: number) => `en quarantaine : ${n}, signées trop loin de l’heure de réception`,
  seeQuarantined:
    'Vérifiez l’horloge (ci-dessus) et CALENDLY_WEBHOOK_TOLERANCE_SECONDS ; elles attendent une personne.',
  unrouted: (n: number) => `sans organisation (unrouted) : ${n}`,
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
  book: 'Make a test booking on your Calendly page: it should appear within seconds.',
  inbox: 'Deliveries of the last 24 h',
  counts: (applied, ignored, duplicate) =>
    `applied: ${applied}, ignored: ${ignored}, duplicates: ${duplicate}`,
  dead: (n) => `dead: ${n}. These bookings are missing`,
  seeDead:
    'GET /deliveries?status=dead says why. POST /deliveries/:id/replay?dryRun shows what trying again would do.',
  quarantined: (n) => `quarantined: ${n}, signed too far from the time of receipt`,
  seeQuarantined:
    'Check the clock (above) and CALENDLY_WEBHOOK_TOLERANCE_SECONDS; they wait for a person.',
  unrouted: (n) => `unrouted: ${n}, nobody's`,
  seeUnrouted: 'Connect their Calendly account, or set DEFAULT_ORGANIZATION_ID.',
  due: (n) => `due: ${n}`,
  seeDue: 'They are tried again by themselves; if this stays, GET /deliveries?status=due says why.',
};
const words = { fr, en };

type Language = Pick<Surroundings, 'language'>;

/** Examines how long ago the last delivery came. `at` is null when none ever came. */
export function examineLastDelivery(at: string | null, { language }: Language): Examination {
  const text = words[language];
  if (at === null) return warning(text.last, text.never, text.book);
  const isLongAgo = Date.now() - Date.parse(at) > longMilliseconds;
  return isLongAgo ? warning(text.last, text.longAgo(at), text.book) : good(text.last, text.at(at));
}

/** Examines how many deliveries have each status. */
export function examineInbox(
  { deliveries: { last24h }, problems }: Pick<CalendlyStatus, 'deliveries' | 'problems'>,
  { language }: Language,
): Examination[] {
  const text = words[language];
  const { applied, ignored, duplicate, dead, quarantined, unrouted, due } = last24h;
  const name = text.inbox;
  const growing = problems.filter(({ code }) => code === 'undecided_growing');
  return [
    good(name, text.counts(applied, ignored, duplicate)),
    ...(dead > 0 ? [bad(name, text.dead(dead), text.seeDead)] : []),
    ...(quarantined > 0 ? [warning(name, text.quarantined(quarantined), text.seeQuarantined)] : []),
    ...(unrouted > 0 ? [warning(name, text.unrouted(unrouted), text.seeUnrouted)] : []),
    ...(due > 0 ? [warning(name, text.due(due), text.seeDue)] : []),
    ...growing.map(({ message, remedy }) => warning(name, message, remedy)),
  ];
}
