import { type Answered, ask, whereTo, whyUnanswered, word } from './ask.ts';
import { bad, type Examination, good, unknown, warning } from './examination.ts';
import type { Surroundings } from './surroundings.ts';

const fr = {
  name: 'Adresse du webhook',
  unreached: (why: string) => `pas examinée : ${why}`,
  reached:
    'un webhook sans signature y reçoit aussitôt 401 « Invalid signature », sans redirection',
  limited: 'le service a refusé tant de webhooks non signés qu’il fait attendre (429)',
  wait: 'Réessayez dans quelques minutes. Si cela dure, quelqu’un envoie des webhooks mal signés : voyez le journal.',
  redirects: (status: number, to: string) => `POST est redirigé (${status}) vers ${to}`,
  noRedirect:
    'Calendly ne suit aucune redirection : supprimez-la du proxy pour cette adresse (http vers https, barre oblique finale), ou mettez l’adresse d’arrivée dans APP_URL et reconnectez.',
  password: 'le proxy demande un mot de passe (401)',
  noPassword:
    'Levez l’authentification du proxy pour /calendly/webhook : Calendly n’en a pas. Les webhooks sont signés.',
  blocked: (status: number) => `la requête est refusée en chemin (${status}), pas par le service`,
  letIn:
    'Un pare-feu, une protection anti-robots ou le proxy l’arrête : laissez passer POST /calendly/webhook sans cookie ni contrôle du navigateur.',
  elsewhere: (status: number) => `une autre application répond ${status}`,
  route:
    'Faites transmettre POST /calendly/webhook, et ce qui suit, par le proxy au service. Un 200 d’une autre application perdrait les rendez-vous.',
  broken: (status: number) => `la réponse est ${status}`,
  repair:
    'Vérifiez que le service tourne derrière le proxy, et que sa base répond. Calendly réessaie pendant 24 h, puis désactive l’abonnement.',
};
const en: typeof fr = {
  name: 'Webhook address',
  unreached: (why) => `not examined: ${why}`,
  reached: 'a webhook without a signature gets 401 "Invalid signature" at once, without a redirect',
  limited: 'the service has refused so many unsigned webhooks that it makes senders wait (429)',
  wait: 'Try again in a few minutes. If this stays, somebody sends webhooks that are signed wrongly: see the log.',
  redirects: (status, to) => `POST is redirected (${status}) to ${to}`,
  noRedirect:
    'Calendly follows no redirect: take it out of the proxy for this address (http to https, trailing slash), or put the address it leads to into APP_URL and connect again.',
  password: 'the proxy asks for a password (401)',
  noPassword:
    'Lift the proxy’s authentication for /calendly/webhook: Calendly has none. Webhooks are signed.',
  blocked: (status) => `the request is refused on its way (${status}), not by the service`,
  letIn:
    'A firewall, a bot protection or the proxy stops it: let POST /calendly/webhook pass, without cookies or a browser check.',
  elsewhere: (status) => `another application answers ${status}`,
  route:
    'Make the proxy pass POST /calendly/webhook, and what is below it, on to the service. A 200 from another application would lose bookings.',
  broken: (status) => `the answer is ${status}`,
  repair:
    'Check that the service runs behind the proxy, and that its database answers. Calendly tries again for 24 h, then disables the subscription.',
};
const words = { fr, en };

/**
 * Posts a delivery that the service must refuse. Another answer is not the service's, and Calendly would get it too.
 */
export async function examineWebhook(
  url: string,
  { language }: Pick<Surroundings, 'language'>,
): Promise<Examination> {
  const text = words[language];
  const headers = { 'content-type': 'application/json' };
  const answer = await ask(url, { method: 'POST', headers, body: '{}' });
  if (!answer.answered) {
    return unknown(text.name, text.unreached(whyUnanswered(answer.code, language)));
  }
  const { status } = answer;
  if (status === 401 && word(answer, 'error') === 'Invalid signature') {
    return good(text.name, text.reached);
  }
  return trouble(answer, url, text);
}

function trouble(answer: Answered, url: string, text: typeof fr): Examination {
  const { status, headers } = answer;
  if (status === 429 && word(answer, 'code') !== null) {
    return warning(text.name, text.limited, text.wait);
  }
  if (status >= 300 && status < 400) {
    return bad(text.name, text.redirects(status, whereTo(answer, url)), text.noRedirect);
  }
  if (status === 401 && headers.has('www-authenticate')) {
    return bad(text.name, text.password, text.noPassword);
  }
  if (status < 300 || status === 404) {
    return bad(text.name, text.elsewhere(status), text.route);
  }
  if (status < 500) return bad(text.name, text.blocked(status), text.letIn);
  return bad(text.name, text.broken(status), text.repair);
}
