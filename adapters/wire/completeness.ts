import { z } from 'zod';
import { inviteeUriOf } from '../../src/domain/booking-key.ts';
import type * as domain from '../../src/domain/completeness.ts';
import { Instant } from './instant.ts';

/** Compares the bookings that Calendly lists with the stored ones. `missing` and `extra` name invitees by their URIs. */
export const Completeness = z
  .object({
    checkedAt: Instant,
    window: z.object({ from: Instant, to: Instant }),
    listed: z.number().int(),
    held: z.number().int(),
    missing: z.array(z.string()),
    extra: z.array(z.string()),
    repaired: z.number().int(),
  })
  .meta({ id: 'Completeness' });

export type Completeness = z.infer<typeof Completeness>;

export function completenessBody(report: domain.CompletenessReport): Completeness {
  const { checkedAt, window, missing, extra } = report;
  return {
    ...report,
    checkedAt: checkedAt.toISOString(),
    window: { from: window.from.toISOString(), to: window.to.toISOString() },
    missing: missing.map(inviteeUriOf),
    extra: extra.map(inviteeUriOf),
  };
}
