import { z } from 'zod';
import { CalendlyStatus } from '../calendly-status.ts';
import { Completeness } from '../completeness.ts';
import { breaks } from '../field-rule.ts';
import { Instant } from '../instant.ts';
import { Sync } from '../sync.ts';
import { route } from './route.ts';

const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

/** A token is one word. White space pasted around it is removed. */
const personalAccessToken = z
  .string()
  .trim()
  .refine((text) => /^[\x21-\x7e]{1,8000}$/.test(text), breaks('personal_access_token'));

/** The refusals that Calendly can answer. */
const refusals = [
  'calendly_conflict',
  'calendly_forbidden',
  'calendly_not_found',
  'calendly_rate_limited',
  'calendly_unauthenticated',
  'not_reachable',
  'provider_error',
] as const;

/** The connections to Calendly: reads their state, connects, disconnects, and loads past bookings. */
export const calendlyRoutes = {
  readCalendlyStatus: route({
    method: 'GET',
    path: '/calendly/status',
    summary: {
      en: 'How the line to Calendly is, what is wrong, and what to do about it.',
      fr: 'L’état de la liaison avec Calendly, ce qui ne va pas, et ce qu’il faut faire.',
    },
    answers: { 200: CalendlyStatus },
  }),

  connectCalendly: route({
    method: 'POST',
    path: '/calendly/connect',
    role: 'admin',
    summary: {
      en: 'Connects a Calendly account: answers the address of the consent, or connects at once with a `personalAccessToken`.',
      fr: 'Connecte un compte Calendly : répond l’adresse du consentement, ou connecte aussitôt avec un `personalAccessToken`.',
    },
    body: {
      schema: z.strictObject({ personalAccessToken: personalAccessToken.optional() }),
      optional: true,
    },
    answers: {
      201: z.union([
        z
          .object({ authorizationUrl: z.string(), expiresAt: Instant })
          .meta({ id: 'ConnectingStarted' }),
        CalendlyStatus,
      ]),
    },
    problems: ['already_connected', 'not_configured', 'oauth_failed', ...refusals],
  }),

  disconnectCalendly: route({
    method: 'DELETE',
    path: '/calendly/disconnect',
    role: 'admin',
    summary: {
      en: 'Ends one connection, or all of them without `connectionId`. Prospects are kept.',
      fr: 'Met fin à une connexion, ou à toutes sans `connectionId`. Les prospects restent.',
    },
    query: z.strictObject({ connectionId: z.string().min(1).max(200).optional() }),
    answers: { 204: null },
    problems: ['not_found', ...refusals],
  }),

  startSync: route({
    method: 'POST',
    path: '/calendly/sync',
    role: 'admin',
    summary: {
      en: 'Loads past and future bookings, or answers the back-fill that is under way. Without `from`: the last 90 days; without `to`: all of the future.',
      fr: 'Charge les rendez-vous passés et à venir, ou répond le chargement en cours. Sans `from` : les 90 derniers jours ; sans `to` : tout l’avenir.',
    },
    body: {
      schema: z
        .strictObject({ from: instant.optional(), to: instant.nullable().default(null) })
        .refine(({ from, to }) => from === undefined || to === null || from <= to, {
          path: ['from'],
          ...breaks('not_after_to'),
        }),
      optional: true,
    },
    answers: { 202: Sync },
    problems: ['not_configured', ...refusals],
  }),

  showSync: route({
    method: 'GET',
    path: '/calendly/sync/:id',
    summary: { en: 'How far a back-fill is.', fr: 'L’avancement d’un chargement.' },
    answers: { 200: Sync },
    problems: ['not_found'],
  }),

  readCompleteness: route({
    method: 'GET',
    path: '/calendly/completeness',
    summary: {
      en: 'Whether anything that Calendly lists is missing.',
      fr: 'S’il manque quelque chose de ce que Calendly liste.',
    },
    answers: { 200: Completeness },
    problems: ['not_found'],
  }),
};
