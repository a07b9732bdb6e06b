import type { EventEmitter } from 'node:events';
import type { Pool, PoolClient } from 'pg';
import { bounds } from '../../../src/domain/bounds.ts';
import { ConnectionSilent, closeInTime, closeWhenSilent, socketOf } from './close-when-silent.ts';

/** Bounds every wait for the connections of a pool: statements, and their termination. */
export class WatchedConnections {
  readonly #all = new Set<PoolClient>();
  readonly #idle = new Set<PoolClient>();
  #isPatient = false;

  constructor(pool: Pool) {
    pool.on('connect', (connection) => this.#watch(connection));
    pool.on('acquire', (connection) => this.#idle.delete(connection));
    // Older type definitions do not know this event.
    (pool as EventEmitter).on('release', (error: unknown, connection: PoolClient) => {
      if (!error) this.#idle.add(connection);
    });
  }

  /** Runs `work` without a time limit for its statements. */
  async patiently<T>(work: () => Promise<T>): Promise<T> {
    this.#isPatient = true;
    try {
      return await work();
    } finally {
      this.#isPatient = false;
    }
  }

  /** Closes every connection, whatever it is used for. */
  end(): void {
    for (const connection of this.#all) socketOf(connection).destroy();
  }

  #watch(connection: PoolClient): void {
    this.#all.add(connection);
    connection.once('end', () => {
      this.#all.delete(connection);
      this.#idle.delete(connection);
    });
    connection.on('error', (error: Error) => {
      if (error instanceof ConnectionSilent) this.#distrustIdle();
    });
    this.#boundStatements(connection);
    this.#boundGoodbye(connection);
  }

  /**
   * The fault that silenced one connection may have silenced the idle ones. New ones are made in milliseconds. The pool
   * removes an idle connection at once when it reports an error; a destroyed one might still be given out.
   */
  #distrustIdle(): void {
    for (const connection of this.#idle)
      connection.emit('error', new Error('A connection beside it fell silent.'));
  }

  #boundStatements(connection: PoolClient): void {
    const query = connection.query.bind(connection) as (...given: unknown[]) => unknown;
    const bounded = (...given: unknown[]) => {
      const answer = query(...given);
      if (this.#isPatient || !(answer instanceof Promise)) return answer;
      return closeWhenSilent(connection, answer, bounds.statement.value);
    };
    connection.query = bounded as typeof connection.query;
  }

  #boundGoodbye(connection: PoolClient): void {
    // The pool calls it, though its types do not show it.
    const ending = connection as PoolClient & { end: (...given: unknown[]) => unknown };
    const end = ending.end.bind(connection);
    ending.end = (...given) => {
      closeInTime(connection, bounds.goodbye.value);
      return end(...given);
    };
  }
}
