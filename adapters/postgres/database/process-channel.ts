import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { z } from 'zod';
import { bounds } from '../../../src/domain/bounds.ts';
import { prepareSession } from '../fitness/session-settings.ts';
import { closeInTime, closeWhenSilent, socketOf } from './close-when-silent.ts';

const coalesceMilliseconds = 25;
const reconnectMilliseconds = 1000;
/** A server that does not answer for this long is taken as lost. */
const patienceMilliseconds = bounds.connect.value;
/** PostgreSQL refuses payloads of 8,000 bytes and more. */
const largestPayload = 7000;
/** The messages that may wait while the server takes none. Further ones are lost. */
const mostUnsent = 10_000;

const notify = `
  select pg_notify(channel, payload) from unnest($1::text[], $2::text[]) as t(channel, payload)`;

const Payload = z.object({ from: z.string(), words: z.array(z.string()) });

/**
 * A subject of messages between processes: its name in the database, and the function that gets the messages of others.
 */
interface Topic {
  receive: (message: string) => void;
  unsent: Set<string>;
}

/**
 * Carries short messages between the processes of one database, on a connection of its own. Messages are gathered and
 * sent outside the transactions that they are about: inside, every commit would wait for all others. The same message
 * is sent once when it is waiting already. Any message may be lost.
 */
export class ProcessChannel {
  readonly #url: string;
  readonly #self = randomUUID();
  readonly #topics = new Map<string, Topic>();
  #client: Client | null = null;
  /** The connection from its opening on; `#client` once it is ready. */
  #opened: Client | null = null;
  #pulse: NodeJS.Timeout | undefined;
  #connecting: Promise<void> = Promise.resolve();
  #reconnect: NodeJS.Timeout | undefined;
  #gathering: NodeJS.Timeout | undefined;
  #isSending = false;
  /** The connection takes one statement at a time. */
  #turn: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(url: string) {
    this.#url = url;
  }

  /** Subscribes to a topic of all processes, and returns the function that sends to it. */
  topic(name: string, receive: (message: string) => void): (messages: Iterable<string>) => void {
    const topic: Topic = { receive, unsent: new Set() };
    this.#topics.set(name, topic);
    // A connection that is opened later listens to all topics.
    if (this.#client !== null) void this.#inTurn(`listen ${name}`);
    return (messages) => {
      for (const message of messages) if (topic.unsent.size < mostUnsent) topic.unsent.add(message);
      if (topic.unsent.size > 0) this.#gather();
    };
  }

  /** Opens the connection. A lost connection is opened again. */
  open(): void {
    this.#connecting = this.#connect();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#reconnect);
    clearTimeout(this.#gathering);
    clearInterval(this.#pulse);
    if (this.#opened !== null) closeInTime(this.#opened, bounds.goodbye.value);
    await this.#connecting;
    await this.#turn;
    await this.#client?.end();
  }

  async #connect(): Promise<void> {
    const client = new Client({
      connectionString: this.#url,
      connectionTimeoutMillis: patienceMilliseconds,
      keepAlive: true,
      keepAliveInitialDelayMillis: 5000,
    });
    this.#opened = client;
    // An error of a connection also ends it, and the end opens the next one.
    client.on('error', () => undefined);
    client.once('end', () => this.#lost());
    client.on('notification', ({ channel, payload }) => this.#receive(channel, payload ?? ''));
    try {
      await client.connect();
      // Messages are not stored, so no commit waits for a disk.
      await prepareSession(client, { synchronous_commit: 'off' });
      for (const name of this.#topics.keys()) await ask(client, `listen ${name}`);
      this.#client = client;
      this.#pulse = setInterval(() => void this.#inTurn('select 1'), bounds.listenPulse.value);
      this.#pulse.unref();
    } catch {
      socketOf(client).destroy();
    }
  }

  #lost(): void {
    this.#client = null;
    this.#opened = null;
    clearInterval(this.#pulse);
    if (this.#closed) return;
    clearTimeout(this.#reconnect);
    this.#reconnect = setTimeout(() => this.open(), reconnectMilliseconds);
    this.#reconnect.unref();
  }

  #gather(): void {
    if (this.#closed || this.#isSending) return;
    this.#gathering ??= setTimeout(() => void this.#send(), coalesceMilliseconds);
  }

  async #send(): Promise<void> {
    this.#gathering = undefined;
    this.#isSending = true;
    const channels: string[] = [];
    const payloads: string[] = [];
    for (const [name, { unsent }] of this.#topics) {
      for (const payload of payloadsOf(this.#self, unsent)) {
        channels.push(name);
        payloads.push(payload);
      }
      unsent.clear();
    }
    await this.#inTurn(notify, [channels, payloads]);
    this.#isSending = false;
    if ([...this.#topics.values()].some(({ unsent }) => unsent.size > 0)) this.#gather();
  }

  #inTurn(sql: string, parameters: unknown[] = []): Promise<void> {
    this.#turn = this.#turn.then(async () => {
      const client = this.#client;
      // A message is dropped when there is no connection.
      if (client !== null)
        await ask(client, sql, parameters).catch(() => socketOf(client).destroy());
    });
    return this.#turn;
  }

  #receive(channel: string, text: string): void {
    const payload = Payload.safeParse(parsed(text));
    if (!payload.success || payload.data.from === this.#self) return;
    for (const message of payload.data.words) this.#topics.get(channel)?.receive(message);
  }
}

/** Packs the messages into as few payloads as possible. */
function payloadsOf(from: string, unsent: Iterable<string>): string[] {
  const bundles: string[][] = [];
  let room = 0;
  for (const message of unsent) {
    const bytes = Buffer.byteLength(JSON.stringify(message)) + 1;
    if (bytes > room) {
      bundles.push([]);
      room = largestPayload;
    }
    bundles.at(-1)?.push(message);
    room -= bytes;
  }
  return bundles.map((words) => JSON.stringify({ from, words }));
}

/** The driver's own timeout would leave the connection open. */
function ask(client: Client, sql: string, parameters: unknown[] = []): Promise<unknown> {
  return closeWhenSilent(client, client.query(sql, parameters), patienceMilliseconds);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
