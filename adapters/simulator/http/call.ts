import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Fault } from '../faults/fault.ts';

const maxBodyBytes = 1024 * 1024;

/** A request whose body was read. `fault`: the fault that the route itself must act out. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly params: Readonly<Record<string, string>>;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  readonly fault: Fault | null;
}

export class BodyTooLarge extends Error {}

/** @throws BodyTooLarge above 1 MiB */
export async function readBody(request: IncomingMessage): Promise<string> {
  if (request.method === 'GET') return '';
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBodyBytes) throw new BodyTooLarge();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

/** The fields of a form, or of JSON, which Calendly's older clients send. Null when the body is neither. */
export function formOf({ headers, body }: Call): URLSearchParams | null {
  const type = headers['content-type'] ?? '';
  if (type.startsWith('application/x-www-form-urlencoded')) return new URLSearchParams(body);
  if (!type.startsWith('application/json')) return null;
  const fields = jsonOf(body);
  if (typeof fields !== 'object' || fields === null) return null;
  const form = new URLSearchParams();
  for (const [name, value] of Object.entries(fields)) form.set(name, String(value));
  return form;
}

/** Undefined when it is not JSON. */
export function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
