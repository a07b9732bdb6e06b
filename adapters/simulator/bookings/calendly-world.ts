import type { Directory } from '../people/directory.ts';
import type { SeededIds } from '../seeded-ids.ts';
import type { TurnableClock } from '../time/turnable-clock.ts';
import type { Ledger } from './ledger.ts';

/** An event for subscriptions. The payload is the state of now: a retry sends the same. */
export interface Announcement {
  event: string;
  organizationId: string;
  hostIds: readonly string[];
  payload: object;
}

/** The parts that booking, canceling and the other actions need. */
export interface CalendlyWorld {
  readonly directory: Directory;
  readonly ledger: Ledger;
  readonly ids: SeededIds;
  readonly clock: TurnableClock;
  /** The address of the simulator's own pages, for links. */
  readonly webUrl: string;
  announce(announcement: Announcement): void;
}

/** The action is impossible. The message is that of the API's 403. */
export class ActionRefused extends Error {}
