import { bookingEvents } from '../../src/domain/webhook-events.ts';
import type { ConnectionStatus } from '../wire/calendly-status.ts';
import { bad, type Examination, good, warning } from './examination.ts';
import type { Surroundings } from './surroundings.ts';

/** This file has its own texts for these problems. */
const codes = ['subscription_disabled', 'subscription_missing', 'not_reachable', 'plan_too_small'];
/** The service checks a subscription every four minutes. */
const lookedAtMilliseconds = 20 * 60 * 1000;
const dayMilliseconds = 24 * 60 * 60 * 1000;

const fr = {
  name: 'Abonnement',
  active: (forms: boolean) =>
    `actif, à la bonne adresse, avec tous les événements${forms ? ', formulaires de routage compris' : ' (sans formulaires de routage)'}`,
  none: 'il n’y en a pas chez Calendly : les rendez-vous ne sont pas envoyés',
  disabled: 'Calendly l’a désactivé, et n’envoie plus rien',
  elsewhere: (url: string) => `il envoie ailleurs qu’à APP_URL : ${url}`,
  events: (missing: string) => `il manque des événements : ${missing}`,
  again: 'Connectez Calendly de nouveau dans la console : l’abonnement est refait.',
  retrying: (at: string) =>
    `Calendly réessaie depuis ${at} : des webhooks n’ont pas eu de réponse 2xx`,
  look: 'Corrigez l’adresse du webhook (ci-dessus) et lisez le journal : après 24 h d’échecs Calendly désactive l’abonnement.',
  unwatched: (at: string) => `pas contrôlé depuis ${at}`,
  watch: 'Remettez CALENDLY_WATCH à « on », ou lisez dans le journal pourquoi le contrôle échoue.',
};
const en: typeof fr = {
  name: 'Subscription',
  active: (forms) =>
    `active, at the right address, with all events${forms ? ', routing forms too' : ' (without routing forms)'}`,
  none: 'there is none at Calendly: it sends no bookings',
  disabled: 'Calendly has disabled it, and sends nothing more',
  elsewhere: (url) => `it sends to another address than APP_URL: ${url}`,
  events: (missing) => `events are missing: ${missing}`,
  again: 'Connect Calendly again in the console: the subscription is made anew.',
  retrying: (at) => `Calendly has been trying again since ${at}: webhooks got no 2xx`,
  look: 'Correct the webhook address (above), and read the log: after 24 h of failures Calendly disables the subscription.',
  unwatched: (at) => `not looked at since ${at}`,
  watch: 'Set CALENDLY_WATCH back to "on", or read in the log why the check fails.',
};
const words = { fr, en };

/** Examines whether Calendly sends all of this connection's bookings to this service. */
export function examineSubscription(
  connection: ConnectionStatus,
  { appUrl, language }: Pick<Surroundings, 'appUrl' | 'language'>,
): Examination {
  const text = words[language];
  const problem = connection.problems.find(({ code }) => codes.includes(code));
  if (problem !== undefined) return bad(text.name, problem.message, problem.remedy);
  const { id, subscription, routingForms, deliveries } = connection;
  if (subscription === null) return bad(text.name, text.none, text.again);
  const { state, events, callbackUrl, retryStartedAt, checkedAt } = subscription;
  if (state === 'disabled') return bad(text.name, text.disabled, text.again);
  if (callbackUrl !== `${appUrl}/calendly/webhook/${id}`) {
    return bad(text.name, text.elsewhere(callbackUrl), text.again);
  }
  const missing = bookingEvents.filter((event) => !events.includes(event));
  if (missing.length > 0) return bad(text.name, text.events(missing.join(', ')), text.again);
  if (isRetrying(retryStartedAt, deliveries.lastReceivedAt)) {
    return warning(text.name, text.retrying(retryStartedAt ?? ''), text.look);
  }
  if (Date.now() - Date.parse(checkedAt) > lookedAtMilliseconds) {
    return warning(text.name, text.unwatched(checkedAt), text.watch);
  }
  return good(text.name, text.active(routingForms !== null));
}

/** Calendly keeps the start of the retries after one succeeded. It retries for a day. */
function isRetrying(since: string | null, lastReceivedAt: string | null): boolean {
  if (since === null || Date.now() - Date.parse(since) > dayMilliseconds) return false;
  return lastReceivedAt === null || Date.parse(lastReceivedAt) < Date.parse(since);
}
