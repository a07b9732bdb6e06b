import type { Directory } from '../people/directory.ts';
import type { TurnableClock } from '../time/turnable-clock.ts';
import type { Codes } from './codes.ts';
import type { OauthClient } from './oauth-client.ts';
import type { RefreshLog } from './refresh-log.ts';
import type { TokenRate } from './token-rate.ts';
import type { Tokens } from './tokens.ts';

/** The parts that the OAuth endpoints need. */
export interface OauthServer {
  readonly url: string;
  readonly directory: Directory;
  readonly clients: readonly OauthClient[];
  readonly tokens: Tokens;
  readonly codes: Codes;
  readonly rate: TokenRate;
  readonly refreshes: RefreshLog;
  readonly clock: TurnableClock;
  /** True when an app must use PKCE, as Calendly's docs require of all apps. */
  readonly requirePkce: boolean;
}
