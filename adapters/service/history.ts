import { CheckCompleteness } from '../../src/use-cases/history/check-completeness.ts';
import { CheckEveryCompleteness } from '../../src/use-cases/history/check-every-completeness.ts';
import { FetchConferenceLinks } from '../../src/use-cases/history/fetch-conference-links.ts';
import { SyncHistory } from '../../src/use-cases/history/sync-history.ts';

/** Reads from Calendly the earlier bookings, and those whose webhooks did not come. */
export const history = {
  CheckCompleteness,
  CheckEveryCompleteness,
  FetchConferenceLinks,
  SyncHistory,
};
