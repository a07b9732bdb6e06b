import type { Language } from '../problems/problem-text.ts';

const en = {
  title: 'The API of Velvena Calendly',
  intro:
    'Prospects, scheduled events and notes from Calendly. Send a token of your backend with every request: `Authorization: Bearer …`. The token names the organization. Instants are ISO 8601 in UTC.',
  forPrograms: 'For programs:',
  otherLanguage: 'En français',
  contents: 'Contents',
  skip: 'Skip to the routes',
  routes: 'Routes',
  live: 'Live',
  shapes: 'Shapes',
  liveIntro:
    'Socket.IO 4 on its default path. The handshake brings `auth: {token, after, epoch}`. Every message is a Socket.IO event of its name with one argument.',
  sentByClient: 'Sent by the client',
  member: 'members',
  admin: 'administrators',
  open: 'everybody, without a token',
  parameters: 'Parameters',
  inPath: 'in the path',
  body: 'Body, in JSON',
  bodyOptional: 'Body, in JSON; it may be left out',
  answers: 'Answers',
  noBody: 'no body',
  optional: 'may be left out',
  problems: 'Problems, by their code',
  askedBy: 'Asked by',
  list: 'list of',
  or: 'or',
  characters: 'characters',
  without: 'without:',
  anyKey: 'by name:',
  nothing: 'nothing',
};

export type DocsTexts = typeof en;

const fr: DocsTexts = {
  title: 'L’API de Velvena Calendly',
  intro:
    'Les prospects, les rendez-vous et les notes venus de Calendly. Envoyez un jeton de votre serveur avec chaque requête : `Authorization: Bearer …`. Le jeton désigne l’organisation. Les instants sont en ISO 8601, en UTC.',
  forPrograms: 'Pour les programmes :',
  otherLanguage: 'In English',
  contents: 'Sommaire',
  skip: 'Aller aux routes',
  routes: 'Routes',
  live: 'En direct',
  shapes: 'Formes',
  liveIntro:
    'Socket.IO 4 à son chemin habituel. La poignée de main apporte `auth: {token, after, epoch}`. Chaque message est un événement Socket.IO de son nom, avec un argument.',
  sentByClient: 'Envoyé par le client',
  member: 'les membres',
  admin: 'les administrateurs',
  open: 'tout le monde, sans jeton',
  parameters: 'Paramètres',
  inPath: 'dans le chemin',
  body: 'Corps, en JSON',
  bodyOptional: 'Corps, en JSON ; il peut manquer',
  answers: 'Réponses',
  noBody: 'pas de corps',
  optional: 'peut manquer',
  problems: 'Problèmes, par leur code',
  askedBy: 'Demandé par',
  list: 'liste de',
  or: 'ou',
  characters: 'caractères',
  without: 'sans :',
  anyKey: 'par nom :',
  nothing: 'rien',
};

export const docsTexts: Record<Language, DocsTexts> = { en, fr };
