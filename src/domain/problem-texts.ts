import { bounds } from './bounds.ts';
import { missingScopes, wantedScopes } from './calendly-scopes.ts';
import { type Catalog, textsIn } from './catalog.ts';
import type { Connection } from './connection.ts';
import type { ProblemCode, ProblemText } from './connection-status.ts';

/** The values that a problem's text depends on, besides its code. */
export interface ProblemDetails {
  connection: Pick<Connection, 'grantedScopes' | 'kind'> | null;
  /** How far Calendly's clock is ahead of ours. */
  skewSeconds: number;
  /** The size of the bodies that wait for a person. */
  undecidedBytes: number;
  appUrl: string;
}

type Words = (details: ProblemDetails) => Omit<ProblemText, 'code'>;

/** Describes a problem and its remedy in plain words. */
export function describeProblem(
  code: ProblemCode,
  language: string,
  details: ProblemDetails,
): ProblemText {
  return { code, ...textsIn(words, language)[code](details) };
}

const words: Catalog<Record<ProblemCode, Words>> = {
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
    role_lost: () => ({
      message:
        'Cette personne n’est plus propriétaire ni administratrice de l’organisation Calendly : seuls ses propres rendez-vous arrivent.',
      remedy:
        'Rendez-lui son rôle chez Calendly : tout reprend en quelques minutes et les rendez-vous manqués sont relus. Sinon, connectez le compte d’un administrateur et déconnectez celui-ci.',
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
    undecided_growing: ({ undecidedBytes }) => ({
      message: `Les webhooks qui attendent une décision occupent ${megabytes(undecidedBytes)} Mo. Au-delà de ${megabytes(bounds.undecidedBodies.value)} Mo, le contenu des plus anciens est effacé chaque nuit.`,
      remedy:
        'Regardez pourquoi ils n’ont pas été appliqués (GET /deliveries?status=dead, puis quarantined), corrigez la cause, puis rejouez-les ou écartez-les (POST /deliveries/:id/replay ou dismiss).',
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
    role_lost: () => ({
      message:
        'This person is no longer owner or administrator of the Calendly organization: only their own bookings come.',
      remedy:
        'Give the role back in Calendly: everything resumes within minutes, and missed bookings are read. Otherwise connect the account of an administrator, and disconnect this one.',
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
    undecided_growing: ({ undecidedBytes }) => ({
      message: `The webhooks that wait for a decision take ${megabytes(undecidedBytes)} MB. Above ${megabytes(bounds.undecidedBodies.value)} MB the bodies of the oldest are removed each night.`,
      remedy:
        'See why they were not applied (GET /deliveries?status=dead, then quarantined), mend the cause, then replay or dismiss them (POST /deliveries/:id/replay or dismiss).',
    }),
  },
};

/** A personal token does not say its scopes. The text then names all that are needed. */
function scopesOf({ connection }: ProblemDetails): string {
  const missing = missingScopes(connection?.grantedScopes ?? null);
  return (missing.length > 0 ? missing : wantedScopes).join(', ');
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_000_000);
}

function isPersonal({ connection }: ProblemDetails): boolean {
  return connection?.kind === 'personal_token';
}
