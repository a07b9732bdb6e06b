import { whyUnanswered } from './ask.ts';
import { bad, type Examination, good, unknown, warning } from './examination.ts';
import { openRealtime, upgradeAnswer } from './open-realtime.ts';
import type { Surroundings } from './surroundings.ts';

const fr = {
  name: 'WebSocket (temps réel)',
  ready: 'connexion établie jusqu’à « ready » : les pages ouvertes voient les rendez-vous arriver',
  open: 'le proxy laisse passer ; sans jeton, la suite n’est pas examinée',
  refused: (code: string) => `la connexion passe, mais le service la refuse (${code})`,
  token:
    'Voyez la ligne du jeton : le service doit accepter les mêmes jetons en HTTP et en WebSocket.',
  dropped: (answer: string) => `la connexion WebSocket n’aboutit pas (${answer})`,
  passOn:
    'Faites transmettre les WebSockets par le proxy : HTTP/1.1, en-têtes Upgrade et Connection (pour nginx, voir docs/operations.md).',
  origin: (answer: string) => `l’origine de la console n’est pas admise (${answer})`,
  allow: 'Ajoutez l’adresse d’APP_URL à CORS_ORIGINS, ou laissez CORS_ORIGINS vide.',
  silent: 'la connexion s’ouvre, puis rien ne vient',
  timeouts:
    'Le proxy retient peut-être les messages : désactivez sa mise en tampon, et lisez le journal du service.',
  unreached: (why: string) => `pas examiné : ${why}`,
};
const en: typeof fr = {
  name: 'WebSocket (real time)',
  ready: 'connected up to "ready": open pages get bookings live',
  open: 'the proxy lets it pass; without a token the rest is not examined',
  refused: (code) => `the connection passes, but the service refuses it (${code})`,
  token:
    'See the line about the token: the service has to accept the same tokens over HTTP and WebSocket.',
  dropped: (answer) => `the WebSocket connection fails (${answer})`,
  passOn:
    'Make the proxy pass WebSockets on: HTTP/1.1 and the headers Upgrade and Connection (for nginx, see docs/operations.md).',
  origin: (answer) => `the origin of the console is not admitted (${answer})`,
  allow: 'Add the address in APP_URL to CORS_ORIGINS, or leave CORS_ORIGINS empty.',
  silent: 'the connection opens, and then nothing comes',
  timeouts:
    'The proxy may hold messages back: switch its buffering off, and read the log of the service.',
  unreached: (why) => `not examined: ${why}`,
};
const words = { fr, en };

/** Examines whether a browser can open a WebSocket at the public address. */
export async function examineWebSocket(
  url: string,
  { token, language, appUrl }: Surroundings,
): Promise<Examination> {
  const text = words[language];
  const { origin } = new URL(appUrl);
  const handshake = await openRealtime(url, token, origin);
  if (handshake.outcome === 'ready') return good(text.name, text.ready);
  if (handshake.outcome === 'open') return good(text.name, text.open);
  if (handshake.outcome === 'silent') return bad(text.name, text.silent, text.timeouts);
  if (handshake.outcome === 'refused') {
    return warning(text.name, text.refused(handshake.code), text.token);
  }
  const answer = await upgradeAnswer(url, origin);
  if (typeof answer === 'string' && answer !== 'upgraded') {
    return unknown(text.name, text.unreached(whyUnanswered(answer, language)));
  }
  // A request without `Origin` is not a browser's and is let in. If it succeeds, the origin was refused.
  const isOrigins =
    answer !== 'upgraded' && (await openRealtime(url, token, null)).outcome !== 'failed';
  if (isOrigins) return bad(text.name, text.origin(String(answer)), text.allow);
  return bad(text.name, text.dropped(String(answer)), text.passOn);
}
