import { z } from 'zod';
import { LiveEvent } from '../../wire/live-event.ts';
import { RealtimeEvent } from '../../wire/realtime-event.ts';
import { Renewal, RenewalReply, socketMessages } from '../../wire/socket-message.ts';

type Words = Record<'en' | 'fr', string>;

/** A message on a socket. */
export interface LiveMessage {
  /** The name on the socket. */
  name: string;
  summary: Words;
  /** Null for a message without an argument. */
  payload: z.ZodType | null;
}

const kept = { en: 'Kept in the event log.', fr: 'Gardé dans le journal.' };
const passing = {
  en: 'Not kept: a client that is away misses it.',
  fr: 'Pas gardé : un client absent le manque.',
};
const forAdmins = {
  en: `${passing.en} For administrators.`,
  fr: `${passing.fr} Pour les administrateurs.`,
};

export const eventMessages: LiveMessage[] = [...RealtimeEvent.options, ...LiveEvent.options].map(
  (event) => ({
    name: event.shape.type.value,
    summary: summaryOf(event),
    payload: event,
  }),
);

function summaryOf({ shape }: { shape: { seq: z.ZodType; type: { value: string } } }): Words {
  if (shape.type.value === 'delivery.received') return forAdmins;
  return shape.seq instanceof z.ZodNull ? passing : kept;
}

const controlSummaries: Record<keyof typeof socketMessages, Words> = {
  ready: {
    en: 'What was missed has been sent. From here on events are live.',
    fr: 'Ce qui manquait a été envoyé. À partir d’ici les événements arrivent en direct.',
  },
  resync_required: {
    en: 'The log cannot go on from there: load the current state again.',
    fr: 'Le journal ne peut pas continuer à partir de là : rechargez l’état actuel.',
  },
  token_expired: {
    en: 'The token has expired. The socket is disconnected.',
    fr: 'Le jeton a expiré. La connexion est coupée.',
  },
  org_disabled: {
    en: 'The organization is disabled. The socket is disconnected.',
    fr: 'L’organisation est désactivée. La connexion est coupée.',
  },
  rate_limited: {
    en: 'Too many messages. The socket is disconnected.',
    fr: 'Trop de messages. La connexion est coupée.',
  },
};

export const controlMessages: LiveMessage[] = Object.entries(socketMessages).map(
  ([name, payload]) => ({
    name,
    summary: controlSummaries[name as keyof typeof socketMessages],
    payload,
  }),
);

/** The one message that a client may send. */
export const renewal: LiveMessage = {
  name: 'auth:renew',
  summary: {
    en: 'Brings another token of the same person before the first one expires.',
    fr: 'Apporte un autre jeton de la même personne avant que le premier expire.',
  },
  payload: Renewal,
};

export const renewalReply: LiveMessage = {
  name: 'auth:renew.reply',
  summary: { en: 'The acknowledgement of a renewal.', fr: 'L’accusé d’un renouvellement.' },
  payload: RenewalReply,
};
