const fr = {
  source: 'Provenance',
  simulated: 'du Calendly fictif : cela ne dit rien du vrai',
  shape: 'Forme',
  asDescribed: (n: number) => `livraisons lues : ${n}, comme Calendly les décrit`,
  undescribed: (path: string, type: string) => `champ non décrit : ${path} (${type})`,
  missing: (path: string, _type: string) => `champ absent : ${path}`,
  other_type: (path: string, type: string) => `autre type que décrit : ${path} est ${type}`,
  of: (n: number, all: number) => `${n} sur ${all}`,
  report: 'Signalez-le avec le fichier, qui ne contient aucune donnée personnelle : c’est nouveau.',
  sender: 'Expéditeur',
  headers: (agents: string, types: string) => `User-Agent ${agents} ; Content-Type ${types}`,
  retries: 'Nouveaux essais',
  copies: (n: number) => `copies reçues, mêmes octets : ${n}`,
  notSignedAnew: (n: number, copies: string) =>
    `pas signés de nouveau : ${n} arrivés après la tolérance portent l’heure d’origine (${copies})`,
  signedAnew: (n: number, copies: string) =>
    `signés de nouveau : ${n} arrivés après la tolérance portent une heure récente (${copies})`,
  both: (old: number, fresh: number, copies: string) =>
    `les deux : ${old} portent l’heure d’origine, ${fresh} une heure récente (${copies})`,
  notObservable: (copies: string) =>
    `pas observable : l’API ne donne pas les signatures, et rien n’est arrivé plus tard que la tolérance (${copies})`,
  toObserve: (seconds: number) =>
    `Pour le savoir : CALENDLY_WEBHOOK_TOLERANCE_SECONDS (${seconds} maintenant) plus court qu’une panne, puis capturez après elle. Les livraisons en quarantaine attendent une personne.`,
  keys: 'Clés',
  own: (own: number, others: number) =>
    `${own} vérifiées avec la clé propre à la connexion, ${others} avec celle de l’environnement : Calendly signe avec la clé donnée à l’abonnement`,
  noneOwn: (others: number) =>
    `aucune des ${others} n’est vérifiée avec la clé propre à la connexion, toutes avec celle de l’environnement : Calendly signerait avec la clé de l’application`,
  noConnection: (others: number) =>
    `pas observable sans connexion : ${others} vérifiées avec la clé de l’environnement`,
};
const en: typeof fr = {
  source: 'Source',
  simulated: 'the simulated Calendly, which shows nothing about the real one',
  shape: 'Shape',
  asDescribed: (n) => `deliveries read: ${n}, as Calendly describes them`,
  undescribed: (path, type) => `undescribed field: ${path} (${type})`,
  missing: (path) => `a field is missing: ${path}`,
  other_type: (path, type) => `another type than described: ${path} is ${type}`,
  of: (n, all) => `${n} of ${all}`,
  report: 'Report it together with the file, which holds no personal data: it is not known yet.',
  sender: 'Sender',
  headers: (agents, types) => `User-Agent ${agents}; Content-Type ${types}`,
  retries: 'Retries',
  copies: (n) => `copies received, with the same bytes: ${n}`,
  notSignedAnew: (n, copies) =>
    `not signed anew: ${n} that came after the tolerance carry the first time (${copies})`,
  signedAnew: (n, copies) =>
    `signed anew: ${n} that came after the tolerance carry a fresh time (${copies})`,
  both: (old, fresh, copies) =>
    `both: ${old} carry the first time, ${fresh} a fresh one (${copies})`,
  notObservable: (copies) =>
    `not observable: the API does not give out signatures, and nothing came later than the tolerance (${copies})`,
  toObserve: (seconds) =>
    `To find out: make CALENDLY_WEBHOOK_TOLERANCE_SECONDS (${seconds} now) shorter than an outage, and capture after it. Quarantined deliveries wait for a person.`,
  keys: 'Keys',
  own: (own, others) =>
    `${own} verified with the connection's own key, ${others} with that of the environment: Calendly signs with the subscription's key`,
  noneOwn: (others) =>
    `none of ${others} is verified with the connection's own key, all with that of the environment: Calendly would sign with the key of the application`,
  noConnection: (others) =>
    `not observable without a connection: ${others} verified with the key of the environment`,
};

/** The texts of the comparison. */
export const compareWords = { fr, en };
