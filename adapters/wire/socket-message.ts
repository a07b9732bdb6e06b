import { z } from 'zod';
import { Instant } from './instant.ts';

/** A client's handshake: its token, and its last position in the log. */
export const Handshake = z
  .object({
    token: z.string(),
    after: z.number().int().min(0).nullish(),
    epoch: z.string().max(200).nullish(),
  })
  .meta({ id: 'Handshake' });

export type Handshake = z.infer<typeof Handshake>;

/** Another token of the same person, sent as `auth:renew`. */
export const Renewal = z.object({ token: z.string() }).meta({ id: 'Renewal' });

/** The acknowledgement of a renewal. */
export const RenewalReply = z
  .union([
    z.object({ ok: z.literal(true), expiresAt: Instant }),
    z.object({ ok: z.literal(false), code: z.string() }),
  ])
  .meta({ id: 'RenewalReply' });

export type RenewalReply = z.infer<typeof RenewalReply>;

/** The server's messages besides events, by their names on the socket. Null stands for a message without an argument. */
export const socketMessages = {
  ready: z
    .object({
      organizationId: z.string(),
      seq: z.number().int().min(0),
      epoch: z.string(),
      replayed: z.number().int().min(0),
    })
    .meta({ id: 'Ready' }),
  resync_required: z
    .object({ seq: z.number().int().min(0), epoch: z.string() })
    .meta({ id: 'ResyncRequired' }),
  token_expired: null,
  org_disabled: null,
  rate_limited: z.object({ retryAfterSeconds: z.number() }).meta({ id: 'RateLimited' }),
} as const;
