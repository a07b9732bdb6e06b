import type { CalendlyStatus } from '../wire/calendly-status.ts';
import { bad, type Examination, unknown } from './examination.ts';
import { examineAccess } from './examine-access.ts';
import { examineAddress } from './examine-address.ts';
import { examineCertificate } from './examine-certificate.ts';
import { examineClock } from './examine-clock.ts';
import { examineAccount, examineNobody, examineRole, examineScopes } from './examine-connection.ts';
import { examineInbox, examineLastDelivery } from './examine-deliveries.ts';
import { examineCompleteness, examineSync } from './examine-history.ts';
import { examineReadiness } from './examine-readiness.ts';
import { examineSigningKey } from './examine-signing-key.ts';
import { examineSubscription } from './examine-subscription.ts';
import { examineWebhook } from './examine-webhook.ts';
import { examineWebSocket } from './examine-websocket.ts';
import type { Surroundings } from './surroundings.ts';

const words = {
  fr: {
    connection: (id: string) => `Connexion ${id}`,
    rest: 'Ce qui est arrivé',
    problem: 'Problème',
    others: 'Tout le reste',
    unasked: 'pas examiné : il faut un service qui répond',
  },
  en: {
    connection: (id: string) => `Connection ${id}`,
    rest: 'What came',
    problem: 'Problem',
    others: 'Everything else',
    unasked: 'not examined: this needs a service that answers',
  },
};

/** Other examinations report these problems. */
const shownElsewhere = new Set([
  'reconnect_required',
  'scope_missing',
  'role_lost',
  'subscription_disabled',
  'subscription_missing',
  'not_reachable',
  'plan_too_small',
  'clock_skew',
]);

/** An examination, or the heading of those that follow. */
export type Line = Examination | { heading: string };

/** The results of the examinations that later steps need. */
export interface Found {
  /** Where the service answers. Null when it does not. */
  url: string | null;
  status: CalendlyStatus | null;
}

/** Makes all examinations in turn, and yields each as soon as it is done. */
export async function* examine(around: Surroundings): AsyncGenerator<Line, Found> {
  const { examination, url } = await examineAddress(around);
  yield examination;
  yield await examineCertificate(around);
  if (url === null) {
    const text = words[around.language];
    yield unknown(text.others, text.unasked);
    return { url, status: null };
  }
  yield await examineReadiness(url, around);
  yield await examineWebhook(`${around.appUrl}/calendly/webhook`, around);
  yield await examineWebSocket(around.appUrl, around);
  const access = await examineAccess(url, around);
  // This examination sends a delivery. The status, read before it, holds the last delivery of Calendly.
  yield await examineSigningKey(url, around);
  yield await examineClock(url, around, access.status);
  yield access.examination;
  if (access.status !== null) yield* examineLine(url, access.status, around);
  return { url, status: access.status };
}

async function* examineLine(
  url: string,
  status: CalendlyStatus,
  around: Surroundings,
): AsyncGenerator<Line> {
  const text = words[around.language];
  const live = status.connections.filter(({ state }) => state !== 'disconnected');
  if (live.length === 0) yield examineNobody(status, around);
  for (const connection of live) {
    const { id, subscription, deliveries } = connection;
    yield { heading: text.connection(id) };
    yield examineAccount(connection, around);
    yield examineScopes(connection, around);
    yield examineRole(connection, around);
    yield examineSubscription(connection, around);
    const callbackUrl = subscription?.callbackUrl ?? '';
    if (callbackUrl.startsWith(`${around.appUrl}/`))
      yield await examineWebhook(callbackUrl, around);
    yield examineLastDelivery(deliveries.lastReceivedAt, around);
    yield* leftOver(connection.problems, text.problem);
  }
  yield { heading: text.rest };
  if (live.length === 0) yield examineLastDelivery(status.deliveries.lastReceivedAt, around);
  yield* examineInbox(status, around);
  if (live.length === 0) return;
  yield examineSync(status, around);
  yield await examineCompleteness(url, around);
}

function leftOver(problems: CalendlyStatus['problems'], name: string): Examination[] {
  return problems
    .filter(({ code }) => !shownElsewhere.has(code))
    .map(({ code, message, remedy }) => bad(`${name} ${code}`, message, remedy));
}
