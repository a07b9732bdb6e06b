import { z } from 'zod';

/** The ways in which an answer can be wrong, before the route did its work or after. */
export const answerFaults = [
  'html',
  'huge',
  'redirect',
  'stall',
  'reset',
  'rate-limited',
  'server-error',
  'unavailable',
  'truncated',
  'answer-lost',
] as const;

export const tokenFaults = [
  ...answerFaults,
  'invalid-grant',
  'no-refresh-token',
  'reduced-scope',
] as const;

export const apiFaults = [
  ...answerFaults,
  'unauthorized',
  'wrong-page-token',
  'repeated-page',
  'foreign-next-page',
] as const;

export const deliveryFaults = ['lost', 'duplicated', 'shuffled', 'delayed', 'answer-lost'] as const;

const common = {
  /** Null means until it is switched off. */
  times: z.int().min(1).nullable().default(1),
  /** The number of calls that succeed first. */
  skip: z.int().min(0).default(0),
  /** How long the fault stalls or delays, or when the rate limit claims to end. */
  seconds: z.number().min(0).optional(),
};

const route = z.string().optional();

export const FaultRequest = z.discriminatedUnion('at', [
  z.strictObject({ at: z.literal('token'), kind: z.enum(tokenFaults), ...common }),
  z.strictObject({ at: z.literal('api'), kind: z.enum(apiFaults), route, ...common }),
  z.strictObject({
    at: z.literal('deliveries'),
    kind: z.enum(deliveryFaults),
    copies: z.int().min(1).max(100).default(1),
    ...common,
  }),
]);

/** A fault to switch on. `route` (`GET /users/me`) limits it to one route of the API. */
export type FaultRequest = z.input<typeof FaultRequest>;
export type Fault = z.output<typeof FaultRequest>;
