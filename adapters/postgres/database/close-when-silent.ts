import type { Socket } from 'node:net';
import type { ClientBase } from 'pg';

/** A statement was not answered in time, and its connection was closed. Whether the server ran it is unknown. */
export class ConnectionSilent extends Error {
  constructor(milliseconds: number) {
    super(`The database did not answer within ${milliseconds / 1000} s.`);
  }
}

/** The socket of a connection. The driver does not expose it, and cannot close a connection that does not answer. */
export function socketOf(connection: ClientBase): Socket {
  return (connection as unknown as { connection: { stream: Socket } }).connection.stream;
}

/**
 * Closes the connection when the answer takes longer. The driver then fails this answer and every other one of the
 * connection. The answer fails only then, so that no caller releases a connection that is about to close.
 */
export function closeWhenSilent<Answer>(
  connection: ClientBase,
  answer: Promise<Answer>,
  milliseconds: number,
): Promise<Answer> {
  const late = () => socketOf(connection).destroy(new ConnectionSilent(milliseconds));
  const timer = setTimeout(late, milliseconds);
  const answered = () => clearTimeout(timer);
  answer.then(answered, answered);
  return answer;
}

/** Closes the connection when the server does not accept its termination in time. */
export function closeInTime(connection: ClientBase, milliseconds: number): void {
  const timer = setTimeout(() => socketOf(connection).destroy(), milliseconds);
  connection.once('end', () => clearTimeout(timer));
}
