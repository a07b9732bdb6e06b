import type { enCalendly } from './en-calendly.ts';
import type { Text } from './text.ts';

/** The page's texts about the connection to Calendly, in French. */
export const frCalendly: Record<keyof typeof enCalendly, Text> = {
  'calendly.title': 'Calendly',
  'calendly.link': ['Calendly : ', ['state']],
  'calendly.failed': 'L’état de Calendly n’a pas pu être lu',
  'calendly.loading': 'Lecture de l’état de Calendly',
  'calendly.connection': 'Connexion',
  'calendly.connections': 'Connexions',
  'calendly.askAdmin':
    'Connecter et déconnecter est réservé aux administrateurs de votre organisation.',

  'light.good': 'Connecté',
  'light.attention': 'Connecté, mais un point demande votre attention',
  'light.broken': 'À reconnecter',
  'light.off': 'Pas connecté',
  'light.unknown': 'inconnu',

  'simulator.title': 'Simulateur',
  'simulator.lead':
    'Ce service parle à un Calendly fictif, sur cette machine. Aucun compte Calendly n’est touché.',
  'simulator.open': 'Ouvrir la page de réservation (nouvel onglet)',

  'connect.title': 'Connecter un compte Calendly',
  'connect.lead':
    'Calendly demande votre accord, puis vous ramène ici. Ensuite les rendez-vous arrivent tout seuls, et les anciens sont chargés.',
  'connect.go': 'Connecter Calendly',
  'connect.again': 'Reconnecter',
  'connect.lost': 'Reconnecter Calendly',
  'connect.more': 'Un autre compte Calendly',
  'connect.another': 'Connecter un autre compte',
  'connect.failed': 'Le compte n’a pas été connecté',
  'connect.unable':
    'Ce service n’a ni application Calendly, ni clé pour garder des jetons. Renseignez CALENDLY_CLIENT_ID, CALENDLY_CLIENT_SECRET et TOKEN_ENCRYPTION_KEY, puis redémarrez-le.',
  'token.title': 'Avec un jeton personnel',
  'token.label': 'Jeton d’accès personnel',
  'token.hint':
    'Dans Calendly : Intégrations, API et webhooks, jetons d’accès personnels. Il lui faut ces autorisations :',
  'token.show': 'Afficher ou masquer le jeton',
  'token.go': 'Connecter avec ce jeton',

  'outcome.connected': 'Calendly est connecté.',
  'outcome.dismiss': 'Fermer ce message',
  'outcome.oauth_state_invalid':
    'Cet accord a déjà servi, a expiré, ou a été commencé dans un autre navigateur. Reconnectez.',
  'outcome.oauth_failed': 'L’accord n’a pas été donné. Reconnectez, et autorisez l’accès.',
  'outcome.already_connected':
    'Une autre organisation a déjà connecté cet utilisateur de Calendly. Déconnectez-le d’abord là-bas.',
  'outcome.provider_error':
    'Calendly n’a pas répondu, ou pas comme prévu. Réessayez dans quelques minutes.',
  'outcome.calendly_unauthenticated':
    'Calendly n’accepte pas ce jeton. Créez-en un nouveau, et collez-le en entier.',
  'outcome.calendly_forbidden':
    'Calendly ne le permet pas : il manque une autorisation, ou la formule ou le rôle ne suffit pas.',
  'outcome.calendly_rate_limited':
    'Calendly n’accepte plus d’appels pour l’instant. Réessayez dans une minute.',
  'outcome.not_reachable':
    'Calendly ne peut pas joindre ce service : il lui faut une adresse publique en https dans APP_URL.',
  'outcome.not_configured': 'Ce service n’est pas réglé pour cette façon de connecter.',
  'outcome.other': ['Quelque chose a échoué (', ['code'], '). Réessayez.'],

  'line.since': 'Depuis',
  'line.scope': 'Rendez-vous de',
  'line.organization': 'Toute l’organisation Calendly',
  'line.user': 'Cette personne',
  'line.subscription': 'Abonnement',
  'line.active': 'Actif',
  'line.disabled': 'Désactivé par Calendly',
  'line.missing': 'Aucun',
  'line.checked': 'Abonnement vérifié',
  'line.was': 'Était connecté en tant que',
  'line.details': 'Détails techniques',
  'line.address': 'Adresse du webhook',
  'line.events': 'Événements',
  'line.retrying': 'Dernière reprise d’envoi par Calendly',
  'line.kind': 'Façon de connecter',
  'line.oauth': 'Accord (OAuth)',
  'line.personal_token': 'Jeton personnel',
  'line.tokenEnds': 'Jeton d’accès, renouvelé tout seul avant le',

  'figures.title': 'Webhooks des dernières 24 heures',
  'figures.last': 'le dernier',
  'figures.never': 'aucun pour l’instant',
  'figures.applied': 'Appliqués',
  'figures.duplicate': 'Répétés',
  'figures.ignored': 'Ignorés',
  'figures.unrouted': 'À personne',
  'figures.quarantined': 'Trop anciens',
  'figures.due': 'À réessayer',
  'figures.dead': 'En échec',

  'problem.todo': 'Que faire :',

  'disconnect.go': 'Déconnecter',
  'disconnect.of': ['Déconnecter ', ['who']],
  'disconnect.sure': ['Déconnecter ', ['who'], ' ?'],
  'disconnect.what':
    'Calendly n’enverra plus les rendez-vous, et l’accès lui est rendu. Prospects, rendez-vous et notes restent.',
  'disconnect.keep': 'Rester connecté',
  'disconnect.failed': 'La déconnexion a échoué',

  'sync.title': 'Anciens rendez-vous',
  'sync.lead':
    'Charge les rendez-vous des 90 derniers jours et tous ceux à venir. Ce qui est déjà là reste tel quel.',
  'sync.go': 'Charger les anciens rendez-vous',
  'sync.again': 'Recharger',
  'sync.running': 'Chargement des anciens rendez-vous…',
  'sync.waiting': ['Calendly fait patienter jusqu’à ', ['time']],
  'sync.progress': 'Avancement du chargement',
  'sync.counts': [
    ['events'],
    ' rendez-vous lus, avec ',
    ['invitees', 'plural', { one: ['#', ' invité'], other: ['#', ' invités'] }],
    ' : ',
    ['created', 'plural', { one: ['#', ' nouveau'], other: ['#', ' nouveaux'] }],
    ', ',
    ['updated', 'plural', { one: ['#', ' modifié'], other: ['#', ' modifiés'] }],
  ],
  'sync.seconds': [
    'encore environ ',
    ['count', 'plural', { one: ['#', ' seconde'], other: ['#', ' secondes'] }],
  ],
  'sync.minutes': [
    'encore environ ',
    ['count', 'plural', { one: ['#', ' minute'], other: ['#', ' minutes'] }],
  ],
  'sync.last': 'Dernier chargement :',
  'sync.done': 'Les anciens rendez-vous sont chargés.',
  'sync.failed': 'Les anciens rendez-vous n’ont pas pu être chargés jusqu’au bout.',
  'sync.percent': ['Chargement des anciens rendez-vous : ', ['percent'], ' %'],
  'sync.notStarted': 'Le chargement n’a pas commencé',

  'empty.connectLead': 'Connectez votre Calendly, et les rendez-vous arrivent ici tout seuls.',
  'empty.orTry':
    'Ou, pour voir arriver un rendez-vous sans lui, tapez dans le dossier du service :',
};
