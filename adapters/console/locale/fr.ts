import type { Catalog } from './catalog.ts';
import { frCalendly } from './fr-calendly.ts';
import { frDeliveries } from './fr-deliveries.ts';
import { prospectTexts } from './prospect-texts.ts';

export const fr: Catalog = {
  again: 'Réessayer',
  language: 'Langue',
  signOut: 'Se déconnecter',
  skip: 'Aller au détail',

  'signIn.title': 'Connexion',
  'signIn.lead': 'Voyez les rendez-vous arriver à l’instant où ils sont pris.',
  'signIn.token': 'Jeton d’accès',
  'signIn.show': 'Afficher ou masquer le jeton',
  'signIn.go': 'Se connecter',
  'signIn.how': 'Pas de jeton sous la main ? Dans le dossier du service, tapez :',
  'signIn.notAToken':
    'Ceci n’est pas un jeton : c’est une seule longue ligne, en trois parties séparées par des points.',
  'signIn.refused':
    'Le serveur n’accepte pas ce jeton. Il a peut-être expiré, ou été fait avec un autre secret : créez-en un avec la ligne ci-dessous et collez-le ici.',
  'signIn.expired': 'Votre jeton a expiré. Créez-en un avec la ligne ci-dessous et collez-le ici.',
  'signIn.disabled':
    'Votre organisation est désactivée sur ce serveur. Demandez à ceux qui l’exploitent de la réactiver, puis reconnectez-vous.',

  'offer.title': 'Se connecter ?',
  'offer.lead':
    'Un lien propose de vous connecter ici. Lisez d’abord de quelle organisation il s’agit.',
  'offer.otherTitle': 'Changer de session ?',
  'offer.otherLead':
    'Vous êtes connecté. Un lien propose de remplacer votre session dans cet onglet.',
  'offer.asking': 'Le serveur vérifie le lien…',
  'offer.notAToken': 'Le lien ne contient pas de jeton. Vous restez connecté.',
  'offer.refused': 'Le serveur n’accepte pas le jeton du lien. Vous restez connecté.',
  'offer.expired': 'Le jeton du lien a expiré. Vous restez connecté.',
  'offer.disabled': 'L’organisation du lien est désactivée sur ce serveur. Vous restez connecté.',
  'offer.now': 'Session actuelle',
  'offer.next': 'Session du lien',
  'offer.foreign':
    'C’est une autre organisation. Un compte Calendly que vous y connecteriez, et tout ce que vous y écririez, serait à elle.',
  'offer.organization': 'Organisation',
  'offer.person': 'Personne',
  'offer.role': 'Rôle',
  'offer.admin': 'Administrateur',
  'offer.member': 'Membre',
  'offer.until': 'Jusqu’au',
  'offer.no': 'Ne pas se connecter',
  'offer.stay': 'Rester comme maintenant',

  'live.status': 'Connexion',
  'live.connecting': 'Connexion…',
  'live.live': 'En direct',
  'live.reconnecting': 'Reconnexion…',
  'live.signedOut': 'Déconnecté',
  'live.away':
    'Le serveur ne répond pas. Ce qui est affiché reste lisible et se mettra à jour tout seul.',
  'live.oneNew': ['Nouveau prospect : ', ['name']],
  'live.manyNew': [
    ['count', 'plural', { one: ['#', ' nouveau prospect'], other: ['#', ' nouveaux prospects'] }],
  ],

  'list.title': 'Prospects',
  'list.search': 'Rechercher un prospect',
  'list.searchHint': 'Nom ou e-mail',
  'list.clearSearch': 'Effacer la recherche',
  'list.nothingFound': 'Personne ne correspond à cette recherche.',
  'list.loadingMore': 'Chargement d’autres prospects',
  'list.failed': 'La liste n’a pas pu être chargée',

  'filter.label': 'Filtrer les prospects',
  'filter.all': 'Tous',

  'row.next': 'Prochain rendez-vous :',
  'row.noMeeting': 'Aucun rendez-vous à venir',
  'row.activity': 'Dernière activité :',
  'row.new': 'Nouveau',
  'row.soon': 'Bientôt',

  'empty.title': 'Aucun rendez-vous pour l’instant',
  'empty.lead': 'Les prospects apparaissent ici dès qu’ils réservent.',
  'empty.try': 'Pour le voir, tapez dans le dossier du service :',
  'empty.then': 'Gardez cette page ouverte : le prospect s’affiche sans rechargement.',
  'command.copy': 'Copier la ligne',
  'command.copied': 'Copié',

  'details.choose': 'Choisissez un prospect pour voir ses rendez-vous et ses notes.',
  'details.back': 'Tous les prospects',
  'details.loading': 'Chargement du prospect',
  'details.failed': 'Ce prospect n’a pas pu être chargé',
  'details.gone': 'Ce prospect n’existe pas',
  'details.goneWhy': 'Il a peut-être été effacé, ou l’adresse est inexacte.',

  'facts.next': 'Prochain rendez-vous',
  'facts.none': 'Aucun prévu',
  'facts.clock': ['(', ['time'], ' là-bas)'],
  'facts.since': 'Prospect depuis',
  'facts.firstSource': 'Première provenance',
  'facts.lastSource': 'Dernière provenance',
  'facts.edited': 'Modifié à la main',
  'facts.unknown': 'Inconnu',

  ...prospectTexts('fr'),

  'edit.open': 'Modifier',
  'edit.title': 'Modifier le prospect',
  'edit.note': 'Ce que vous changez ici reste tel quel, quoi que Calendly envoie ensuite.',
  'edit.handBack': [['field'], ' : rendre à Calendly'],
  'edit.willHandBack': 'Suivra de nouveau Calendly',
  'edit.save': 'Enregistrer',
  'edit.dismiss': 'Abandonner',
  'edit.failed': 'Les modifications n’ont pas été enregistrées',

  'meetings.title': 'Rendez-vous',
  'meetings.none': 'Aucun rendez-vous.',
  'meetings.older': 'Afficher les rendez-vous plus anciens',
  'meetings.unnamed': 'Rendez-vous',
  'meetings.noTime': 'Horaire pas encore connu',
  'meetings.theirClock': ['(', ['time'], ' à ', ['zone'], ')'],
  'meetings.with': ['Avec ', ['hosts']],
  'meetings.movedTo': ['Déplacé au ', ['date']],
  'meetings.movedFrom': ['Déplacé depuis le ', ['date']],
  'meetings.movedAway': 'Déplacé à un autre horaire',
  'meetings.movedHere': 'Déplacé depuis un autre horaire',
  'meetings.reschedule': 'Replanifier sur Calendly',
  'meetings.cancel': 'Annuler sur Calendly',
  'meetings.source': 'Provenance',

  'standing.active': 'Confirmé',
  'standing.over': 'Passé',
  'standing.canceled': 'Annulé',
  'standing.rescheduled': 'Replanifié',
  'standing.noShow': 'Absent',

  'cancellation.by': ['Annulé par ', ['who']],
  'cancellation.host': 'hôte',
  'cancellation.invitee': 'invité',
  'cancellation.reason': 'Motif :',

  'place.physical': 'Sur place',
  'place.other': 'Lieu',
  'place.outboundCall': 'Nous appelons',
  'place.inboundCall': 'L’invité appelle',
  'place.told': [['label'], ' : ', ['text']],
  'place.join': 'Rejoindre',

  'payment.label': 'Paiement',
  'payment.done': [['amount'], ' réglés par ', ['provider']],
  'payment.failed': [['amount'], ' non réglés (', ['provider'], ')'],

  'notes.title': 'Notes',
  'notes.none': 'Aucune note.',
  'notes.older': 'Afficher les notes plus anciennes',
  'older.failed': 'La suite n’a pas été chargée',
  'note.new': 'Nouvelle note',
  'note.add': 'Ajouter la note',
  'note.failed': 'La note n’a pas été enregistrée',
  'note.booked': 'Réservé',
  'note.rescheduled': 'Replanifié',
  'note.canceled': 'Annulé',
  'note.noShow': 'Absent',
  'note.routingForm': 'Formulaire',
  'note.manual': 'Note',

  'problem.away': 'Le serveur ne répond pas. Réessayez dans un instant.',
  'problem.refused': [['detail'], ' (', ['status'], ' ', ['code'], ')'],

  ...frCalendly,
  ...frDeliveries,
};
