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
    unasked: 'pas examiné : il faut pour cela un service qui répond',
  },
  en: {
    connection: (id: string) => `Connection ${id}`,
    rest: 'What came',
    problem: 'Problem',
    others: 'Everything else',
    unasked: 'not examined: it takes a service that answers',
  },
};

/** Told on lines of their own, in the service's words. */
const toldElsewhere = new Set([
  'reconnect_required',
  'scope_missing',
  'subscription_disabled',
  'subscription_missing',
  'not_reachable',
  'plan_too_small',
  'clock_skew',
]);

/** An examination, or what the following ones are about. */
export type Line = Examination | { heading: string };

/** What the doctor found out on the way, for whoever goes on from there. */
export interface Found {
  /** Where the service answers; null when it does not. */
  url: string | null;
  status: CalendlyStatus | null;
}

/** Everything that is examined, one after another, each as soon as it is known. */
export async function* examine(around: Surroundings): AsyncGenerator<Line, Found> {
  const { examination, url } = await examineAddress(around);
  yield examination;
  yield await examineCertificate(around);
  if (url === null) {
    const told = words[around.language];
    yield unknown(told.others, told.unasked);
    return { url, status: null };
  }
  yield await examineReadiness(url, around);
  yield await examineWebhook(`${around.appUrl}/calendly/webhook`, around);
  yield await examineWebSocket(around.appUrl, around);
  const access = await examineAccess(url, around);
  // After the status was read, which tells of the last delivery: this leaves one.
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
  const told = words[around.language];
  const live = status.connections.filter(({ state }) => state !== 'disconnected');
  if (live.length === 0) yield examineNobody(status, around);
  for (const connection of live) {
    const { id, subscription, deliveries } = connection;
    yield { heading: told.connection(id) };
    yield examineAccount(connection, around);
    yield examineScopes(connection, around);
    yield examineRole(connection, around);
    yield examineSubscription(connection, around);
    const callbackUrl = subscription?.callbackUrl ?? '';
    if (callbackUrl.startsWith(`${around.appUrl}/`))
      yield await examineWebhook(callbackUrl, around);
    yield examineLastDelivery(deliveries.lastReceivedAt, around);
    yield* leftOver(connection.problems, told.problem);
  }
  yield { heading: told.rest };
  if (live.length === 0) yield examineLastDelivery(status.deliveries.lastReceivedAt, around);
  yield* examineInbox(status, around);
  if (live.length === 0) return;
  yield examineSync(status, around);
  yield await examineCompleteness(url, around);
}

function leftOver(problems: CalendlyStatus['problems'], name: string): Examination[] {
  return problems
    .filter(({ code }) => !toldElsewhere.has(code))
    .map(({ code, message, remedy }) => bad(`${name} ${code}`, message, remedy));
}
