import { ask, whyUnanswered, word } from './ask.ts';
import { bad, type Examination, good, unknown, warning } from './examination.ts';
import type { Surroundings } from './surroundings.ts';

/** Calendly has no such event type, so the delivery changes nothing. Its bytes never vary, so it is stored once. */
export const pingEvent = 'doctor.ping';
const ping = JSON.stringify({ event: pingEvent, payload: {} });

const fr = {
  name: 'Clé de signature',
  none: 'CALENDLY_WEBHOOK_SIGNING_KEY n’est pas renseignée : seules les connexions, qui ont chacune leur clé, reçoivent',
  same: (keys: number) =>
    `${keys === 1 ? 'la clé' : `les ${keys} clés`} des réglages ${keys === 1 ? 'est' : 'sont'} celle${keys === 1 ? '' : 's'} du service en marche. L’essai laisse une livraison « ${pingEvent} », ignorée, dans la boîte de réception (une seule, quel que soit le nombre d’essais)`,
  other: (nth: string) =>
    `le service en marche refuse un webhook signé avec la clé des réglages${nth}`,
  restart:
    'Le service tourne avec d’autres réglages : redémarrez-le, ou lancez le docteur avec ses réglages. La clé doit être, à la lettre, celle donnée à l’abonnement Calendly.',
  quarantined: 'la clé est la bonne, mais le service juge la signature trop éloignée de son heure',
  clock: 'Réglez l’horloge de cette machine et celle du service (timedatectl set-ntp true).',
  unreached: (why: string) => `pas examinée : ${why}`,
};
const en: typeof fr = {
  name: 'Signing key',
  none: 'CALENDLY_WEBHOOK_SIGNING_KEY is not set: only connections, which have keys of their own, receive',
  same: (keys) =>
    `${keys === 1 ? 'the key' : `the ${keys} keys`} of the settings ${keys === 1 ? 'is that' : 'are those'} of the running service. Trying it leaves one ignored delivery, "${pingEvent}", in the inbox (one only, however often it is tried)`,
  other: (nth) => `the running service refuses a webhook signed with the key of the settings${nth}`,
  restart:
    'The service runs with other settings: restart it, or run the doctor with its settings. The key must be, to the letter, that of the subscription at Calendly.',
  quarantined: 'the key is right, but the time of the signature is too far from the service’s time',
  clock: 'Set the clocks of this machine and of the service (timedatectl set-ntp true).',
  unreached: (why) => `not examined: ${why}`,
};
const words = { fr, en };

/** Examines whether the running service uses the signing keys of the settings. */
export async function examineSigningKey(url: string, around: Surroundings): Promise<Examination> {
  const { signingKeys, language } = around;
  const text = words[language];
  if (signingKeys.length === 0) return good(text.name, text.none);
  let quarantined = false;
  for (const [i, key] of signingKeys.entries()) {
    const answer = await ask(`${url}/calendly/webhook`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        [around.signatureHeader]: around.sign(key, ping),
      },
      body: ping,
    });
    if (!answer.answered) {
      return unknown(text.name, text.unreached(whyUnanswered(answer.code, language)));
    }
    const receipt = word(answer, 'status');
    if (answer.status === 401 || answer.status === 429) {
      const nth = signingKeys.length === 1 ? '' : ` (${i + 1}/${signingKeys.length})`;
      return bad(text.name, text.other(nth), text.restart);
    }
    if (answer.status !== 200 || receipt === null) {
      return unknown(text.name, text.unreached(String(answer.status)));
    }
    quarantined ||= receipt === 'quarantined';
  }
  if (quarantined) return warning(text.name, text.quarantined, text.clock);
  return good(text.name, text.same(signingKeys.length));
}
