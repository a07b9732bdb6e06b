import type { CalendlyStatus } from '../../wire/calendly-status.ts';
import type { Note } from '../../wire/note.ts';
import type { Prospect } from '../../wire/prospect.ts';
import type { ScheduledEvent } from '../../wire/scheduled-event.ts';
import type { Sync } from '../../wire/sync.ts';
import { requestJson } from './request-json.ts';
import { ServerReach } from './server-reach.ts';

export type ProspectFilter = 'upcoming' | 'canceled' | 'no_show';

export interface ProspectQuery {
  search: string;
  filter: ProspectFilter | null;
}

export interface ProspectPage {
  items: Prospect[];
  nextCursor: string | null;
  seq: number;
  epoch: string;
}

export interface ProspectDetails {
  prospect: Prospect;
  scheduledEvents: ScheduledEvent[];
  notes: Note[];
  seq: number;
  epoch: string;
}

export type EditableField = 'name' | 'firstName' | 'lastName' | 'phone' | 'timezone';

/** Only what changed; null hands the field back to Calendly. */
export type ProspectChanges = Partial<Record<EditableField, string | null>>;

const pageSize = 50;

/** The server's HTTP API, as far as this page uses it. */
export class Api {
  readonly reach = new ServerReach();
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  listProspects(
    query: ProspectQuery,
    cursor: string | null,
    signal?: AbortSignal,
  ): Promise<ProspectPage> {
    const parameters = new URLSearchParams({ limit: String(pageSize) });
    if (cursor !== null) parameters.set('cursor', cursor);
    if (query.search !== '') parameters.set('search', query.search);
    if (query.filter !== null) parameters.set('filter', query.filter);
    return this.#request('GET', `/prospects?${parameters}`, undefined, signal);
  }

  readProspect(id: string, signal?: AbortSignal): Promise<ProspectDetails> {
    return this.#request('GET', `/prospects/${encodeURIComponent(id)}`, undefined, signal);
  }

  editProspect(id: string, changes: ProspectChanges): Promise<Prospect> {
    return this.#request('PATCH', `/prospects/${encodeURIComponent(id)}`, changes);
  }

  addNote(id: string, body: string): Promise<Note> {
    return this.#request('POST', `/prospects/${encodeURIComponent(id)}/notes`, { body });
  }

  readCalendly(signal?: AbortSignal): Promise<CalendlyStatus> {
    return this.#request('GET', '/calendly/status', undefined, signal);
  }

  /** Begins: the address is where Calendly asks for consent. */
  connectCalendly(): Promise<{ authorizationUrl: string; expiresAt: string }> {
    return this.#request('POST', '/calendly/connect', {});
  }

  connectWithToken(personalAccessToken: string): Promise<CalendlyStatus> {
    return this.#request('POST', '/calendly/connect', { personalAccessToken });
  }

  async disconnectCalendly(connectionId: string): Promise<void> {
    const query = new URLSearchParams({ connectionId });
    await this.#request<null>('DELETE', `/calendly/disconnect?${query}`);
  }

  /** Loads past bookings, or answers the loading that is under way. */
  loadHistory(): Promise<Sync> {
    return this.#request('POST', '/calendly/sync', {});
  }

  #request<T>(method: string, path: string, body?: object, signal?: AbortSignal): Promise<T> {
    return requestJson<T>({ method, path, token: this.#token, body, signal, reach: this.reach });
  }
}
