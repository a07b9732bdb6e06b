/** The origin of a booking. A field is null when Calendly did not report it. */
export interface Tracking {
  utmCampaign: string | null;
  utmSource: string | null;
  utmMedium: string | null;
  utmContent: string | null;
  utmTerm: string | null;
  salesforceUuid: string | null;
}

export const untracked: Tracking = Object.freeze({
  utmCampaign: null,
  utmSource: null,
  utmMedium: null,
  utmContent: null,
  utmTerm: null,
  salesforceUuid: null,
});
