import { z } from 'zod';
import type { OrganizationId } from '../../../src/domain/organization-id.ts';
import type { LiveChannel, LiveMessage } from '../../../src/ports/live-channel.ts';
import type { Database } from '../database/database.ts';
import { Pace } from './pace.ts';

/** The text of a message is its fields, one a line: ids have no control characters. */
const Message = z.tuple([
  z.string(),
  z.enum(['sync.progress', 'delivery.received']),
  z.enum(['members', 'admins']),
  z.string(),
]);

/** Live messages to this process directly, and to the other processes through the database. */
export class PostgresLiveChannel implements LiveChannel {
  readonly #listeners: ((message: LiveMessage) => void)[] = [];
  readonly #sendToOthers: (messages: Iterable<string>) => void;
  /** A back-fill may report its progress more often than a person can see it. */
  readonly #pace = new Pace();

  constructor(database: Database) {
    this.#sendToOthers = database.topic('velvena_live', (text) => this.#receive(text));
  }

  publish(message: LiveMessage): void {
    if (message.type !== 'sync.progress') this.#send(message);
    else
      this.#pace.run(`${message.organizationId}\n${message.subjectId}`, () => this.#send(message));
  }

  onMessage(listener: (message: LiveMessage) => void): void {
    this.#listeners.push(listener);
  }

  close(): void {
    this.#pace.stop();
  }

  #send(message: LiveMessage): void {
    this.#deliver(message);
    const { organizationId, type, audience, subjectId } = message;
    this.#sendToOthers([[organizationId, type, audience, subjectId].join('\n')]);
  }

  #receive(text: string): void {
    const message = Message.safeParse(text.split('\n'));
    // The message comes from another version of the service.
    if (!message.success) return;
    const [organizationId, type, audience, subjectId] = message.data;
    this.#deliver({ organizationId: organizationId as OrganizationId, type, audience, subjectId });
  }

  #deliver(message: LiveMessage): void {
    for (const listener of this.#listeners) listener(message);
  }
}
