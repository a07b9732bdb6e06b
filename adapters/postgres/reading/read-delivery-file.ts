import type { FailedAttempt } from '../../../src/domain/delivery.ts';
import type { DeliveryFile } from '../../../src/ports/delivery-store.ts';
import type { Database } from '../database/database.ts';
import { parsedHeaders } from '../rows/parsed-headers.ts';
import {
  type StoredDeliveryRow,
  storedDeliveriesTable,
  storedDeliveryFrom,
} from './stored-delivery-row.ts';

const columns = `
  ${storedDeliveriesTable.json('d')}::text as stored, d.headers, d.body,
  (select json_agg(json_build_object('at', f.at, 'reason', f.reason) order by f.at)
   from failed_attempts f where f.endpoint = d.endpoint and f.digest = d.digest)::text as failures`;

interface Row {
  stored: string;
  headers: Record<string, string> | string | null;
  body: Uint8Array | null;
  failures: string | null;
}

/** The one delivery `d` that a condition is true for, with its bytes. Null when there is none. */
export async function readDeliveryFile(
  database: Database,
  condition: string,
  parameters: unknown[],
): Promise<DeliveryFile | null> {
  const query = `select ${columns} from deliveries d where ${condition}`;
  const [row] = await database.query<Row>(query, parameters);
  if (row === undefined) return null;
  const failures = JSON.parse(row.failures ?? '[]') as { at: string; reason: string }[];
  return {
    delivery: storedDeliveryFrom(JSON.parse(row.stored) as StoredDeliveryRow),
    headers: parsedHeaders(row.headers),
    rawBody: row.body && new Uint8Array(row.body),
    failedAttempts: failures.map(({ at, reason }): FailedAttempt => ({ at: new Date(at), reason })),
  };
}
