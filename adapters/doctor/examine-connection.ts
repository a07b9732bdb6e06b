import type { CalendlyStatus, ConnectionStatus } from '../wire/calendly-status.ts';
import { bad, type Examination, good, warning } from './examination.ts';
import type { Surroundings } from './surroundings.ts';

const fr = {
  account: 'Compte Calendly',
  none: 'aucun compte connecté : un webhook fait à la main est reçu, mais ni surveillé, ni rattrapé après une panne',
  connect: 'Connectez Calendly dans la console, page Calendly.',
  cannot:
    'Renseignez TOKEN_ENCRYPTION_KEY (et CALENDLY_CLIENT_ID, CALENDLY_CLIENT_SECRET pour l’autorisation OAuth), redémarrez, puis connectez Calendly dans la console.',
  oauth: 'connecté par OAuth ; le jeton est renouvelé tout seul',
  personal:
    'connecté par un jeton personnel ; il est perdu si son mot de passe ou son adresse change',
  scopes: 'Autorisations',
  granted: 'rien ne manque',
  role: 'Portée',
  organization: 'toute l’organisation Calendly : les rendez-vous de chacun arrivent',
  user: 'cette seule personne : les rendez-vous de ses collègues n’arrivent pas',
  owner:
    'Pour toute l’équipe, qu’un propriétaire ou administrateur de l’organisation Calendly se connecte (ou que son rôle soit relevé, puis qu’il se reconnecte).',
  again: 'Connectez Calendly de nouveau dans la console.',
  unset: 'pas encore connue : l’abonnement n’a pas été créé',
};
const en: typeof fr = {
  account: 'Calendly account',
  none: 'no account is connected: a webhook made by hand is received, but neither watched nor back-filled after an outage',
  connect: 'Connect Calendly in the console, page Calendly.',
  cannot:
    'Set TOKEN_ENCRYPTION_KEY (and CALENDLY_CLIENT_ID, CALENDLY_CLIENT_SECRET for consent by OAuth), restart, then connect Calendly in the console.',
  oauth: 'connected by OAuth; the token is renewed by itself',
  personal:
    'connected by a personal access token; it is lost when its password or e-mail address changes',
  scopes: 'Permissions',
  granted: 'none is missing',
  role: 'Reach',
  organization: "the whole Calendly organization: everybody's bookings come",
  user: "this one person: colleagues' bookings do not come",
  owner:
    'For the whole team an owner or administrator of the Calendly organization has to connect (or be made one, and connect again).',
  again: 'Connect Calendly again in the console.',
  unset: 'not known yet: the subscription was not created',
};
const words = { fr, en };

type Language = Pick<Surroundings, 'language'>;

export function examineNobody({ ways }: CalendlyStatus, { language }: Language): Examination {
  const text = words[language];
  return warning(text.account, text.none, ways.length > 0 ? text.connect : text.cannot);
}

/** Examines whether Calendly still accepts this connection's token. */
export function examineAccount(connection: ConnectionStatus, { language }: Language): Examination {
  const text = words[language];
  const lost = connection.problems.find(({ code }) => code === 'reconnect_required');
  if (lost !== undefined) return bad(text.account, lost.message, lost.remedy);
  return good(text.account, connection.kind === 'oauth' ? text.oauth : text.personal);
}

export function examineScopes(connection: ConnectionStatus, { language }: Language): Examination {
  const text = words[language];
  const missing = connection.problems.find(({ code }) => code === 'scope_missing');
  if (missing !== undefined) return bad(text.scopes, missing.message, missing.remedy);
  return good(text.scopes, text.granted);
}

/** Examines whose bookings the connection receives. The person's role in the Calendly organization decides it. */
export function examineRole(
  { scope, problems }: ConnectionStatus,
  { language }: Language,
): Examination {
  const text = words[language];
  const lost = problems.find(({ code }) => code === 'role_lost');
  if (lost !== undefined) return bad(text.role, lost.message, lost.remedy);
  if (scope === null) return warning(text.role, text.unset, text.again);
  if (scope === 'user') return warning(text.role, text.user, text.owner);
  return good(text.role, text.organization);
}
