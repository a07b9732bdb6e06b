import type { CalendlyUser, Subscription } from '../../src/domain/connection.ts';
import { type CoreError, ProviderError } from '../../src/domain/errors.ts';
import type {
  CalendlyApi,
  ReportedFact,
  WantedSubscription,
} from '../../src/ports/calendly-api.ts';
import type { CalendlyOauth } from '../../src/ports/calendly-oauth.ts';
import type { Clock } from '../../src/ports/clock.ts';

/** Every call that Calendly answers. */
export type CalendlyCall = keyof CalendlyApi | keyof CalendlyOauth;

/** A user, with the user's rights at Calendly. */
export interface MemoryUser extends CalendlyUser {
  role: 'owner' | 'admin' | 'user';
  plan: 'free' | 'paid';
}

/** A meeting with its invitees, as Calendly would give them. */
export interface MemoryMeeting {
  uri: string;
  /** The host. The meeting is in the host's organization. */
  userUri: string;
  startTime: Date | null;
  locationReady: boolean;
  invitees: ReportedFact[];
  raw: unknown;
}

/** The user of a token, and its rights. */
export interface MemoryToken {
  userUri: string;
  /** Null: everything. */
  scopes: readonly string[] | null;
  /** Null: never. */
  expiresAt: Date | null;
}

/** A subscription with the values that Calendly does not give out again. */
export type MemorySubscription = Subscription &
  Pick<WantedSubscription, 'scope' | 'organizationUri' | 'userUri' | 'signingKey'>;

/** A failure of a call: before it did anything, or after it was done, when only the answer is lost. */
interface Trouble {
  error: CoreError;
  done: boolean;
  times: number;
}

/** Calendly's data in memory, with switches for failures. Its API and its OAuth read and write it. */
export class MemoryCalendly {
  readonly clock: Clock;
  readonly users = new Map<string, MemoryUser>();
  readonly tokens = new Map<string, MemoryToken>();
  /** The refresh tokens that were not used yet. */
  readonly refreshTokens = new Map<string, MemoryToken>();
  readonly subscriptions = new Map<string, MemorySubscription>();
  readonly meetings: MemoryMeeting[] = [];
  /** How often each call was made, whatever its outcome. */
  readonly calls = new Map<CalendlyCall, number>();
  /** Meetings on a page. */
  pageSize = 100;
  /**
   * True when a second subscription for an address is refused. Calendly does not document which subscriptions count as
   * the same.
   */
  refusesSecondUrl = true;
  readonly #troubles = new Map<CalendlyCall, Trouble[]>();
  readonly #gates = new Map<CalendlyCall, Promise<void>>();
  #made = 0;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  /** Adds a user, and makes the user's URI. By default the user has an organization of its own. */
  addUser(name: string, more: Partial<MemoryUser> = {}): MemoryUser {
    const user: MemoryUser = {
      uri: `https://api.calendly.com/users/${name.toUpperCase()}`,
      name,
      email: `${name}@calendly.example`,
      organizationUri: `https://api.calendly.com/organizations/OF-${name.toUpperCase()}`,
      role: 'owner',
      plan: 'paid',
      ...more,
    };
    this.users.set(user.uri, user);
    return user;
  }

  /** A personal access token. Without `scopes` it may do everything. */
  personalToken(userUri: string, scopes: readonly string[] | null = null): string {
    const token = this.unique('personal');
    this.tokens.set(token, { userUri, scopes, expiresAt: null });
    return token;
  }

  /** The next calls of this kind fail, without having done anything. */
  refuse(call: CalendlyCall, error: CoreError, times = 1): void {
    this.#trouble(call, { error, done: false, times });
  }

  /** The next calls of this kind are done, but their answers are lost. */
  loseAnswer(call: CalendlyCall, times = 1): void {
    const error = new ProviderError('Calendly did not answer in time.');
    this.#trouble(call, { error, done: true, times });
  }

  /** Calls of this kind wait until the returned function is called. */
  hold(call: CalendlyCall): () => void {
    let open: () => void = () => undefined;
    this.#gates.set(call, new Promise<void>((resolve) => (open = resolve)));
    return () => {
      this.#gates.delete(call);
      open();
    };
  }

  count(call: CalendlyCall): number {
    return this.calls.get(call) ?? 0;
  }

  /** Makes a call as the switches say: counted, held, refused, done, or done without an answer. */
  async answer<T>(call: CalendlyCall, work: () => T): Promise<T> {
    this.calls.set(call, this.count(call) + 1);
    await this.#gates.get(call);
    const trouble = this.#troubles.get(call)?.find(({ times }) => times > 0);
    if (trouble !== undefined) trouble.times -= 1;
    if (trouble?.done === false) throw trouble.error;
    const answer = structuredClone(work());
    if (trouble !== undefined) throw trouble.error;
    return answer;
  }

  /** A text that was never given before. */
  unique(name: string): string {
    this.#made += 1;
    return `${name}-${this.#made}`;
  }

  #trouble(call: CalendlyCall, trouble: Trouble): void {
    this.#troubles.set(call, [...(this.#troubles.get(call) ?? []), trouble]);
  }
}
