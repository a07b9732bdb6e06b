import { isIP } from 'node:net';
import { connect } from 'node:tls';
import { codeOf, patienceMilliseconds, whyUnanswered } from './ask.ts';
import { bad, type Examination, good, unknown, warning } from './examination.ts';
import type { Surroundings } from './surroundings.ts';

const dayMilliseconds = 24 * 60 * 60 * 1000;
/** Let's Encrypt renews a month before the end. A certificate with fewer days left is not being renewed. */
const fewDays = 14;

const fr = {
  name: 'HTTPS et certificat',
  simulated: 'http, ce qui suffit pour le Calendly fictif de cette machine',
  plain: 'APP_URL est en http : Calendly n’envoie qu’à une adresse publique en https',
  usePublic:
    'Placez le service derrière un proxy avec certificat, et mettez son adresse https dans APP_URL.',
  unreached: (why: string) => `pas examiné : ${why}`,
  refused: (code: string) => `le certificat n’est pas valable (${code})`,
  expired: (date: string) => `le certificat a expiré le ${date}`,
  left: (days: number, date: string) => `certificat valable encore ${days} jours, jusqu’au ${date}`,
  renew: 'Renouvelez le certificat, chaîne complète comprise, au nom d’APP_URL.',
  renewSoon: 'Le renouvellement automatique ne semble pas marcher : vérifiez-le avant cette date.',
};
const en: typeof fr = {
  name: 'HTTPS and certificate',
  simulated: 'http, which is enough for the simulated Calendly on this machine',
  plain: 'APP_URL is http: Calendly only sends to a public https address',
  usePublic:
    'Put the service behind a proxy with a certificate, and its https address into APP_URL.',
  unreached: (why) => `not examined: ${why}`,
  refused: (code) => `the certificate is not valid (${code})`,
  expired: (date) => `the certificate expired on ${date}`,
  left: (days, date) => `certificate valid for ${days} more days, until ${date}`,
  renew: 'Renew the certificate, with its whole chain, in the name of APP_URL.',
  renewSoon: 'Its automatic renewal seems not to work: check it before then.',
};
const words = { fr, en };

/** Examines whether Calendly can trust the certificate of the public address, and for how long. */
export async function examineCertificate(around: Surroundings): Promise<Examination> {
  const { appUrl, language, isSimulated } = around;
  const text = words[language];
  const url = new URL(appUrl);
  if (url.protocol === 'http:') {
    if (isSimulated) return good(text.name, text.simulated);
    return bad(text.name, text.plain, text.usePublic);
  }
  const seen = await certificateOf(url);
  if ('code' in seen) return unknown(text.name, text.unreached(whyUnanswered(seen.code, language)));
  const { problem, validTo } = seen;
  const date = validTo.toISOString().slice(0, 10);
  const days = Math.floor((validTo.getTime() - Date.now()) / dayMilliseconds);
  if (days < 0) return bad(text.name, text.expired(date), text.renew);
  if (problem !== null) return bad(text.name, text.refused(problem), text.renew);
  if (days < fewDays) return warning(text.name, text.left(days, date), text.renewSoon);
  return good(text.name, text.left(days, date));
}

type Seen = { problem: string | null; validTo: Date } | { code: string };

function certificateOf({ hostname, port }: URL): Promise<Seen> {
  const host = hostname.replace(/^\[|\]$/g, '');
  return new Promise((resolve) => {
    const socket = connect({
      host,
      port: Number(port || 443),
      ...(isIP(host) === 0 && { servername: host }),
      // The doctor reports a bad certificate, so the connection must not fail because of it. Nothing is sent on it.
      rejectUnauthorized: false,
    });
    const done = (seen: Seen) => {
      socket.destroy();
      resolve(seen);
    };
    socket.setTimeout(patienceMilliseconds, () => done({ code: 'TIMEOUT' }));
    socket.once('error', (error) => done({ code: codeOf(error) }));
    socket.once('secureConnect', () => {
      const problem = socket.authorized ? null : String(socket.authorizationError);
      done({ problem, validTo: new Date(socket.getPeerCertificate().valid_to) });
    });
  });
}
