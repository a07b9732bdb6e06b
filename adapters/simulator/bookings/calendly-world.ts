import type { Directory } from '../people/directory.ts';
import type { SeededIds } from '../seeded-ids.ts';
import type { TurnableClock } from '../time/turnable-clock.ts';
import type { Ledger } from './ledger.ts';

/** Something that subscriptions may be told of. The payload is as of now: a retry tells the same. */
export interface Announcement {
  event: string;
  organizationId: string;
  hostIds: readonly string[];
  payload: object;
}

/** All that booking, canceling and so on need. */
export interface CalendlyWorld {
  readonly directory: Directory;
  readonly ledger: Ledger;
  readonly ids: SeededIds;
  readonly clock: TurnableClock;
  /** Where links for people lead: the simulator's own address. */
  readonly webUrl: string;
  announce(announcement: Announcement): void;
}

/** What was asked for cannot be done. The message is for the API's 403. */
export class ActionRefused extends Error {}
