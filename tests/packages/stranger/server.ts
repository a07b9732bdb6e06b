import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { buffer } from 'node:stream/consumers';
import Koa from 'koa';
import {
  NoteWriter,
  organizationId,
  ReceiveDeliveries,
  RelayEvents,
  RenderEvents,
} from 'velvena-calendly-core';
import { CalendlyDecoder, CalendlySignatureVerifier } from 'velvena-calendly-core/calendly';
import { EventStreamNotifier } from './event-stream-notifier.ts';
import { SqliteDatabase } from './sqlite-database.ts';
import { SqliteEventLog } from './sqlite-event-log.ts';
import { SqliteIngestStore } from './sqlite-ingest-store.ts';
import { SqliteProspectStore } from './sqlite-prospect-store.ts';

const acme = organizationId('acme');
const clock = { now: () => new Date() };
const logger = { info: () => undefined, warn: console.error, error: console.error };

/** A small office's own CRM, over adapters of its own. */
export function startServer(signingKey: string): Server {
  const database = new SqliteDatabase(':memory:');
  const prospects = new SqliteProspectStore(database, clock);
  const notifier = new EventStreamNotifier();
  const eventLog = new SqliteEventLog(database);
  const renderEvents = new RenderEvents({ prospects, clock });
  const relay = new RelayEvents({ eventLog, renderEvents, notifier, logger });
  relay.listen();
  const receive = new ReceiveDeliveries({
    ingestStore: new SqliteIngestStore(database),
    clock,
    ids: { next: () => randomUUID() },
    logger,
    noteWriter: new NoteWriter('fr', 'Europe/Paris'),
  });
  const decoder = new CalendlyDecoder();
  const keys = [signingKey];
  const tolerance = { schemes: ['v1'], toleranceSeconds: 300 } as const;
  const verifier = new CalendlySignatureVerifier({ keys, ...tolerance, clock });

  const app = new Koa();
  app.use(async (ctx) => {
    if (ctx.path === '/webhook') {
      const delivery = await verifier.verify({
        connectionId: null,
        signatures: ctx.req.headersDistinct['calendly-webhook-signature'] ?? [],
        rawBody: await buffer(ctx.req),
        headers: {},
      });
      if (delivery === null) return ctx.throw(401);
      const decoded = decoder.decode(delivery);
      const [receipt] = await receive.execute([{ delivery, decoded, organizationId: acme }]);
      ctx.body = { status: receipt };
    } else if (ctx.path === '/live') {
      ctx.respond = false;
      ctx.res.writeHead(200, { 'content-type': 'text/event-stream' });
      await relay.admit(acme, { after: null, epoch: null }, notifier.listener(ctx.res, 'member'));
    } else {
      const query = { search: null, filter: null, limit: 50, cursor: null };
      ctx.body = (await prospects.list(acme, query)).items;
    }
  });
  return app.listen(0, '127.0.0.1').once('close', () => database.close());
}
