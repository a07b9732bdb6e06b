import { type Logger as Pino, pino } from 'pino';
import pretty from 'pino-pretty';
import type { LogFields, Logger } from '../../src/ports/logger.ts';
import { onceATurn } from './once-a-turn.ts';

export interface LoggerOptions {
  level: string;
  /** `pretty` puts one readable line per message, as people grep for them; `json` is for machines. */
  format: 'pretty' | 'json';
}

/** Logs to standard output. */
export class PinoLogger implements Logger {
  readonly #pino: Pino;

  constructor({ level, format }: LoggerOptions) {
    const options = { level, base: null, timestamp: timeOfALine() };
    this.#pino =
      format === 'json'
        ? pino(options, onceATurn())
        : pino(options, pretty({ translateTime: 'SYS:HH:MM:ss', messageFormat: mark, sync: true }));
  }

  info(message: string, fields: LogFields = {}): void {
    this.#pino.info(fields, message);
  }

  warn(message: string, fields: LogFields = {}): void {
    this.#pino.warn(masked(fields), message);
  }

  error(message: string, fields: LogFields = {}): void {
    this.#pino.error(masked(fields), message);
  }
}

/** As Pino's `isoTime`, but a millisecond's text is made once: under load it has dozens of lines. */
function timeOfALine(): () => string {
  let at = 0;
  let text = '';
  return () => {
    const now = Date.now();
    if (now !== at) text = `,"time":"${new Date(now).toISOString()}"`;
    at = now;
    return text;
  };
}

const addresses = /[\w.+-]+@[\w-]+\.[\w.-]+/g;
const tokens = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** What others say of an error may quote what they could not read. */
function masked(fields: LogFields): LogFields {
  const { error } = fields;
  if (typeof error !== 'string') return fields;
  return { ...fields, error: error.replace(addresses, '[e-mail]').replace(tokens, '[token]') };
}

const infoLevel = 30;

/** Good news is marked, for people who look for it: `✅ Received Calendly webhook event: invitee.created`. */
function mark(log: Record<string, unknown>, messageKey: string): string {
  return `${log['level'] === infoLevel ? '✅ ' : ''}${String(log[messageKey])}`;
}
