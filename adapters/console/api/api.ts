import type { DeliveryAct } from '../../../src/domain/delivery-act.ts';
import type { ProspectFilter } from '../../../src/domain/prospect-filter.ts';
import type { CalendlyStatus } from '../../wire/calendly-status.ts';
import type { Delivery, DeliveryFile } from '../../wire/delivery.ts';
import type { Note } from '../../wire/note.ts';
import type { Prospect } from '../../wire/prospect.ts';
import type { Address, HttpApi, RouteAt } from '../../wire/routes/http-api.ts';
import type { AnswerOf, ParamsOf, SentBodyOf, SentQueryOf } from '../../wire/routes/route.ts';
import type { ScheduledEvent } from '../../wire/scheduled-event.ts';
import type { Sync } from '../../wire/sync.ts';
import { requestJson } from './request-json.ts';
import { ServerReach } from './server-reach.ts';

export interface ProspectQuery {
  search: string;
  filter: ProspectFilter | null;
}

export type ProspectPage = AnswerOf<HttpApi['listProspects']>;

/** A person's page. Where there are older rows than these, a cursor says where they begin. */
export type ProspectDetails = AnswerOf<HttpApi['showProspect']>;

/** The parts of a person's page that may have older rows. */
export type ProspectPart = 'scheduledEvents' | 'notes';

/** Older rows of one part; none of the other. */
export interface OlderPage {
  scheduledEvents: ScheduledEvent[];
  notes: Note[];
  nextCursor: string | null;
  seq: number;
}

/** Only what changed; null hands the field back to Calendly. */
export type ProspectChanges = SentBodyOf<HttpApi['editProspect']>;

export type EditableField = keyof ProspectChanges;

export type DeliveryPage = AnswerOf<HttpApi['listDeliveries']>;

/** The result of a decision on a delivery, or of its dry run. */
export type DecidedDelivery = AnswerOf<HttpApi['replayDelivery']>;

export type AuditPage = AnswerOf<HttpApi['listAudit']>;

/** The input of a route, as it is declared. */
type Question<At extends Address> = {
  query?: SentQueryOf<RouteAt<At>>;
  signal?: AbortSignal;
} & Needed<'params', ParamsOf<RouteAt<At>>> &
  Needed<'body', SentBodyOf<RouteAt<At>>>;

/** A part that is there where the route takes it, and nowhere else. */
type Needed<Part extends string, Value> = [keyof Value] extends [never]
  ? { [Name in Part]?: undefined }
  : { [Name in Part]: Value };

const pageSize = 50;

/** The server's HTTP API, as far as this page uses it. */
export class Api {
  readonly reach = new ServerReach();
  readonly #token: string;

  constructor(token: string) {
    this.#token = token;
  }

  listProspects(
    { search, filter }: ProspectQuery,
    cursor: string | null,
    signal?: AbortSignal,
  ): Promise<ProspectPage> {
    const query = {
      limit: String(pageSize),
      cursor: cursor ?? undefined,
      search: search || undefined,
      filter: filter ?? undefined,
    };
    return this.#ask('GET /prospects', { query, signal });
  }

  readProspect(id: string, signal?: AbortSignal): Promise<ProspectDetails> {
    return this.#ask('GET /prospects/:id', { params: { id }, signal });
  }

  async readOlder(
    id: string,
    part: ProspectPart,
    cursor: string,
    signal?: AbortSignal,
  ): Promise<OlderPage> {
    const question = { params: { id }, query: { cursor }, signal };
    const { items, nextCursor, seq } =
      part === 'notes'
        ? await this.#ask('GET /prospects/:id/notes', question)
        : await this.#ask('GET /prospects/:id/scheduled-events', question);
    return { scheduledEvents: [], notes: [], [part]: items, nextCursor, seq };
  }

  editProspect(id: string, body: ProspectChanges): Promise<Prospect> {
    return this.#ask('PATCH /prospects/:id', { params: { id }, body });
  }

  addNote(id: string, body: string): Promise<Note> {
    return this.#ask('POST /prospects/:id/notes', { params: { id }, body: { body } });
  }

  readCalendly(signal?: AbortSignal): Promise<CalendlyStatus> {
    return this.#ask('GET /calendly/status', { signal });
  }

  /** Begins: the address is where Calendly asks for consent. */
  async connectCalendly(): Promise<{ authorizationUrl: string }> {
    const answer = await this.#ask('POST /calendly/connect', { body: {} });
    if (!('authorizationUrl' in answer)) throw new Error('The server gave no address.');
    return answer;
  }

  async connectWithToken(personalAccessToken: string): Promise<void> {
    await this.#ask('POST /calendly/connect', { body: { personalAccessToken } });
  }

  async disconnectCalendly(connectionId: string): Promise<void> {
    await this.#ask('DELETE /calendly/disconnect', { query: { connectionId } });
  }

  /** Loads past bookings, or answers the loading that is under way. */
  loadHistory(): Promise<Sync> {
    return this.#ask('POST /calendly/sync', { body: {} });
  }

  listDeliveries(
    status: Delivery['status'] | null,
    cursor: string | null,
    signal?: AbortSignal,
  ): Promise<DeliveryPage> {
    const query = {
      limit: String(pageSize),
      status: status ?? undefined,
      cursor: cursor ?? undefined,
    };
    return this.#ask('GET /deliveries', { query, signal });
  }

  readDelivery(id: string, signal?: AbortSignal): Promise<DeliveryFile> {
    return this.#ask('GET /deliveries/:id', { params: { id }, signal });
  }

  /** The changes that an act would make. Nothing is done. */
  previewDecision(
    act: DeliveryAct,
    id: string,
    reason: string,
    signal?: AbortSignal,
  ): Promise<DecidedDelivery> {
    const question = {
      params: { id },
      body: { reason },
      query: { dryRun: 'true' },
      signal,
    } as const;
    return this.#ask(`POST /deliveries/:id/${act}`, question);
  }

  decideDelivery(act: DeliveryAct, id: string, reason: string): Promise<DecidedDelivery> {
    return this.#ask(`POST /deliveries/:id/${act}`, { params: { id }, body: { reason } });
  }

  listAudit(cursor: string | null, signal?: AbortSignal): Promise<AuditPage> {
    const query = { limit: String(pageSize), cursor: cursor ?? undefined };
    return this.#ask('GET /audit', { query, signal });
  }

  #ask<const At extends Address>(
    address: At,
    { params, query = {}, body, signal }: Question<At>,
  ): Promise<AnswerOf<RouteAt<At>>> {
    const [method = '', route = ''] = address.split(' ');
    const values: Record<string, string> = params ?? {};
    const filled = route.replace(/:(\w+)/g, (_, name) => encodeURIComponent(values[name] ?? ''));
    const given = Object.entries<string | undefined>(query).filter(([, value]) => value);
    const search = new URLSearchParams(given as [string, string][]).toString();
    const path = search === '' ? filled : `${filled}?${search}`;
    return requestJson({ method, path, token: this.#token, body, signal, reach: this.reach });
  }
}
