import { z } from 'zod';

/** The origin of a booking: Calendly's UTM fields and its Salesforce id, each null when not reported. */
export const Tracking = z
  .object({
    utmCampaign: z.string().nullable(),
    utmSource: z.string().nullable(),
    utmMedium: z.string().nullable(),
    utmContent: z.string().nullable(),
    utmTerm: z.string().nullable(),
    salesforceUuid: z.string().nullable(),
  })
  .meta({ id: 'Tracking' });

export type Tracking = z.infer<typeof Tracking>;
