import type { TextKey } from './en.ts';

/** The texts of problems in French. */
export const fr: Record<TextKey, string> = {
  already_connected: 'Une autre organisation a déjà connecté cet utilisateur de Calendly.',
  auth_unavailable:
    'Les jetons ne peuvent pas être vérifiés pour le moment. Réessayez dans un instant.',
  body_gone:
    'Le contenu de cette livraison a été effacé à la fin de sa durée de conservation : elle ne peut plus être appliquée. Réservez à nouveau, ou chargez l’historique depuis Calendly.',
  calendly_conflict: 'Calendly a déjà un abonnement à cette adresse. Réessayez dans un instant.',
  calendly_forbidden:
    'Calendly ne le permet pas à ce compte : il lui manque une autorisation, une formule plus large ou le rôle de propriétaire ou d’administrateur. Accordez ce qui manque, puis reconnectez.',
  calendly_not_found: 'Calendly ne trouve pas ce qui lui est demandé. Reconnectez Calendly.',
  calendly_rate_limited: 'Calendly n’accepte plus d’appels pour le moment. Réessayez plus tard.',
  calendly_unauthenticated: 'Calendly n’accepte plus l’accès de ce compte. Reconnectez Calendly.',
  console_not_built: 'Construisez d’abord la console : npm run prepare.',
  cursor_invalid: 'Ce curseur n’est pas de cette liste. Recommencez sans curseur.',
  forbidden:
    'C’est réservé aux administrateurs. Adressez-vous à un administrateur de votre organisation.',
  internal_error: 'La faute est chez nous, et elle est journalisée. Réessayez plus tard.',
  malformed: 'Le corps n’est pas du JSON valide.',
  'method_not_allowed.api': 'Il n’y a pas de {method} à cette adresse. Il y a : {allowed}.',
  'method_not_allowed.webhook': 'Les webhooks arrivent par POST.',
  'not_found.address': 'Il n’y a rien à cette adresse.',
  'not_found.completeness':
    'Aucun contrôle de complétude n’a encore été fait. Il a lieu quand un premier chargement est terminé, puis une fois par jour.',
  'not_found.connection': 'Cette connexion n’existe pas.',
  'not_found.delivery': 'Cette livraison n’existe pas.',
  'not_found.file': 'Ce fichier n’existe pas.',
  'not_found.prospect': 'Ce prospect n’existe pas.',
  'not_found.sync': 'Ce chargement n’existe pas.',
  not_configured:
    'Il manque un réglage à ce service pour le faire. `npm run doctor` dit lequel à la personne qui l’exploite.',
  not_json: 'Envoyez du JSON : Content-Type: application/json.',
  not_reachable:
    'Calendly n’envoie de webhooks qu’à des adresses https publiques. Réglez APP_URL sur une telle adresse.',
  not_ready: 'Pas en état de servir pour le moment : {failing}.',
  oauth_failed:
    'Calendly n’a pas donné l’accès. Vérifiez le jeton ou accordez l’accès, avec l’autorisation users:read, puis recommencez.',
  oauth_state_invalid:
    'La connexion n’a pas été commencée dans ce navigateur, est déjà terminée ou a pris plus de dix minutes. Recommencez.',
  org_disabled:
    'Votre organisation est désactivée ici. Demandez à ceux qui exploitent ce service de la réactiver.',
  provider_error:
    'Calendly n’a pas répondu à temps, ou d’une façon incompréhensible. Réessayez plus tard.',
  rate_limited: 'Trop de requêtes. Réessayez dans {seconds} s.',
  resync_required:
    'Le journal ne peut pas continuer à partir de là : il commence plus tard, ou n’est pas encore allé si loin. Chargez l’état actuel et continuez à partir de {seq}.',
  token_expired: 'Le jeton a expiré. Connectez-vous à nouveau.',
  token_invalid: 'Le jeton n’est pas valide ici. Connectez-vous à nouveau.',
  token_missing: 'Envoyez un jeton : Authorization: Bearer <jeton>.',
  'too_large.body': 'Un corps a au plus {most}.',
  'too_large.webhook': 'Un webhook a au plus {most}.',
  'unavailable.database':
    'La base de données ne peut pas répondre pour le moment. Réessayez dans un instant.',
  'unavailable.webhook': 'Il ne peut pas être enregistré pour le moment. Renvoyez-le plus tard.',
  wrong_status:
    'Cela ne se décide pas pour une livraison dont le statut est {status}. Possible ici : {possible}.',
  validation: '{errors}.',
  'validation.unknown': '{errors}. Il y a : {known}.',
  'validation.none': '{errors}. Il n’y en a aucun.',

  'field.at': '{field} : {message}',
  'field.boolean': 'doit être true ou false',
  'field.empty': 'ne doit pas être vide',
  'field.instant': 'doit être un instant, comme 2026-01-05T10:00:00Z',
  'field.instant_range': 'doit être dans les années 0001 à 9999, en UTC',
  'field.invalid': 'n’est pas valide',
  'field.list': 'doit être une liste',
  'field.not_after_to': 'ne doit pas être postérieur à to',
  'field.number': 'doit être un nombre',
  'field.object': 'doit être un objet',
  'field.once': 'doit être donné une seule fois, sous forme de texte',
  'field.one_of': 'doit être l’un de : {values}',
  'field.personal_access_token':
    'doit être un jeton d’accès personnel, tel que Calendly le montre une seule fois',
  'field.required': 'manque',
  'field.text': 'doit être du texte',
  'field.time_zone': 'doit être un fuseau horaire IANA, comme Europe/Paris',
  'field.too_long': 'doit avoir au plus {most} caractères',
  'field.too_short': 'doit avoir au moins {least} caractères',
  'field.unknown': 'est inconnu',
  'field.whole_number': 'doit être un nombre entier de {min} à {max}',
  'field.whole_number_from': 'doit être un nombre entier à partir de {min}',
};
