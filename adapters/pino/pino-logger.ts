import { type Logger as Pino, pino } from 'pino';
import pretty from 'pino-pretty';
import { bounds } from '../../src/domain/bounds.ts';
import type { LogFields, Logger } from '../../src/ports/logger.ts';
import { onceATurn } from './once-a-turn.ts';

export interface LoggerOptions {
  level: string;
  /** `pretty` writes one readable line per message, for a person with grep. `json` is for machines. */
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

/** Like Pino's `isoTime`, but the text of a millisecond is made once: under load dozens of lines share it. */
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

/**
 * The look-behind begins a match only at the start of a word, so a long word without an `@` is scanned once and not
 * once per letter.
 */
const addresses = /(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+/g;
const tokens = /\beyJ[\w-]+\.[\w-]+\.[\w-]*/g;

/** A message of a foreign error may quote the input that failed, all of it. */
function masked(fields: LogFields): LogFields {
  const cut = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, short(value)]),
  );
  const { error } = cut;
  if (typeof error !== 'string') return cut;
  return { ...cut, error: error.replace(addresses, '[e-mail]').replace(tokens, '[token]') };
}

function short<T>(value: T): T | string {
  const longest = bounds.loggedText.value;
  return typeof value === 'string' && value.length > longest
    ? `${value.slice(0, longest - 1)}…`.toWellFormed()
    : value;
}

const infoLevel = 30;

/** Marks good news with ✅, for people who search for it: `✅ Received Calendly webhook event: invitee.created`. */
function mark(log: Record<string, unknown>, messageKey: string): string {
  return `${log['level'] === infoLevel ? '✅ ' : ''}${String(log[messageKey])}`;
}
