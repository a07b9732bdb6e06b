import { missingScopes, wantedScopes } from './calendly-scopes.ts';
import type { Connection } from './connection.ts';
import type { ProblemCode, ToldProblem } from './connection-status.ts';
import type { Language } from './note-writer.ts';

/** What the words depend on besides the code. */
export interface ProblemDetails {
  connection: Pick<Connection, 'grantedScopes' | 'kind'> | null;
  /** How far Calendly's clock is ahead of ours. */
  skewSeconds: number;
  appUrl: string;
}

type Words = (details: ProblemDetails) => Omit<ToldProblem, 'code'>;

/** Says a problem, and what to do about it, in plain words. */
export function tellProblem(
  code: ProblemCode,
  language: Language,
  details: ProblemDetails,
): ToldProblem {
  return { code, ...words[language][code](details) };
}

const words: Record<Language, Record<ProblemCode, Words>> = {
  fr: {
    reconnect_required: () => ({
      message:
        'Calendly n’accepte plus cette connexion : l’autorisation a été retirée ou a expiré.',
      remedy: 'Connectez Calendly de nouveau.',
    }),
    subscription_disabled: () => ({
      message: 'Calendly a désactivé l’abonnement et n’envoie plus les rendez-vous.',
      remedy:
        'L’abonnement est recréé tout seul en quelques minutes et les rendez-vous manqués sont relus. Si cela dure, vérifiez que l’adresse publique répond.',
    }),
    subscription_missing: () => ({
      message: 'Il n’y a pas d’abonnement chez Calendly : les rendez-vous ne sont pas envoyés.',
      remedy:
        'Il est créé tout seul en quelques minutes. Si cela dure, connectez Calendly de nouveau.',
    }),
    scope_missing: (details) => ({
      message: `Il manque une autorisation : ${scopesOf(details)}.`,
      remedy: isPersonal(details)
        ? 'Créez un jeton personnel avec cette autorisation, puis connectez-vous avec lui.'
        : 'Connectez Calendly de nouveau et accordez tout ce qui est demandé.',
    }),
    plan_too_small: () => ({
      message: 'La formule Calendly de ce compte ne permet pas les webhooks.',
      remedy: 'Passez à une formule supérieure chez Calendly, puis connectez de nouveau.',
    }),
    not_reachable: ({ appUrl }) => ({
      message: `Calendly ne peut pas joindre ${appUrl} : il lui faut une adresse publique en https.`,
      remedy: 'Mettez l’adresse publique du service dans APP_URL, puis connectez de nouveau.',
    }),
    provider_error: () => ({
      message: 'Calendly n’a pas répondu, ou pas comme prévu.',
      remedy: 'Réessayez dans quelques minutes.',
    }),
    clock_skew: ({ skewSeconds }) => ({
      message: `L’horloge de ce serveur ${skewSeconds > 0 ? 'retarde' : 'avance'} de ${Math.abs(skewSeconds)} secondes sur celle de Calendly.`,
      remedy: 'Réglez l’horloge du serveur, par exemple avec NTP (timedatectl set-ntp true).',
    }),
  },
  en: {
    reconnect_required: () => ({
      message: 'Calendly does not accept this connection any more: it was revoked, or has expired.',
      remedy: 'Connect Calendly again.',
    }),
    subscription_disabled: () => ({
      message: 'Calendly has disabled the subscription, and sends no bookings any more.',
      remedy:
        'The subscription is made again by itself within minutes, and missed bookings are read. If this stays, check that the public address answers.',
    }),
    subscription_missing: () => ({
      message: 'There is no subscription at Calendly: it sends no bookings.',
      remedy: 'It is made by itself within minutes. If this stays, connect Calendly again.',
    }),
    scope_missing: (details) => ({
      message: `A permission is missing: ${scopesOf(details)}.`,
      remedy: isPersonal(details)
        ? 'Create a personal access token with this permission, and connect with it.'
        : 'Connect Calendly again, and grant everything that is asked for.',
    }),
    plan_too_small: () => ({
      message: 'The Calendly plan of this account does not allow webhooks.',
      remedy: 'Choose a larger plan at Calendly, then connect again.',
    }),
    not_reachable: ({ appUrl }) => ({
      message: `Calendly cannot reach ${appUrl}: it needs a public https address.`,
      remedy: 'Put the public address of the service into APP_URL, then connect again.',
    }),
    provider_error: () => ({
      message: 'Calendly did not answer, or not as expected.',
      remedy: 'Try again in a few minutes.',
    }),
    clock_skew: ({ skewSeconds }) => ({
      message: `The clock of this server is ${Math.abs(skewSeconds)} seconds ${skewSeconds > 0 ? 'behind' : 'ahead of'} Calendly's.`,
      remedy: 'Set the clock of the server, for example with NTP (timedatectl set-ntp true).',
    }),
  },
};

/** A personal token does not tell its scopes: then all that it needs are named. */
function scopesOf({ connection }: ProblemDetails): string {
  const missing = missingScopes(connection?.grantedScopes ?? null);
  return (missing.length > 0 ? missing : wantedScopes).join(', ');
}

function isPersonal({ connection }: ProblemDetails): boolean {
  return connection?.kind === 'personal_token';
}
