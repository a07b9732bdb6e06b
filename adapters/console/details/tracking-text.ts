import type { Tracking } from '../../wire/tracking.ts';

/** Where a booking came from, in one line: `google / cpc · spring-sale · dresses`; empty when nothing is known. */
export function trackingText(tracking: Tracking): string {
  const { utmSource, utmMedium, utmCampaign, utmTerm, utmContent, salesforceUuid } = tracking;
  const channel = [utmSource, utmMedium].filter(Boolean).join(' / ');
  return [channel, utmCampaign, utmTerm, utmContent, salesforceUuid].filter(Boolean).join(' · ');
}
