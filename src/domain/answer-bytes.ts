import { jsonBytes } from './json-bytes.ts';

/** Room for the names and addresses that an answer adds to its row. Bytes. */
const frame = 512;

/** The most bytes that a row can take in an answer. The addresses of a booking repeat its key. */
export function answerBytes(row: object & { booking?: string | null }): number {
  return jsonBytes([row, row.booking]) + frame;
}
