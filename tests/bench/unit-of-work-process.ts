import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { defineEntity, p } from '@mikro-orm/core';
import { MikroORM } from '@mikro-orm/postgresql';
import Koa, { type Context } from 'koa';
import { Server } from 'socket.io';
import { CalendlyDecoder } from '../../adapters/calendly/calendly-decoder.ts';
import { CalendlySignatureVerifier } from '../../adapters/calendly/calendly-signature-verifier.ts';
import { readBody } from '../../adapters/koa/read-body.ts';
import { SystemClock } from '../../adapters/node/system-clock.ts';
import { PinoLogger } from '../../adapters/pino/pino-logger.ts';
import { readConfig } from '../../adapters/settings/config.ts';
import type { VerifiedDelivery } from '../../src/domain/delivery.ts';
import type { InviteeFact } from '../../src/domain/invitee-fact.ts';
import { answer } from './child.ts';

// The handler that most would write: one unit of work of the mapper per request. It has the service's own body reader,
// signature check and decoder, and spares itself looking whether the prospect is known.

const Delivery = defineEntity({
  name: 'Delivery',
  tableName: 'deliveries',
  properties: {
    id: p.uuid().primary(),
    endpoint: p.text(),
    digest: p.blob(),
    organizationId: p.text(),
    event: p.text(),
    status: p.text(),
    receivedAt: p.datetime(),
    body: p.blob(),
  },
});
const Prospect = defineEntity({
  name: 'Prospect',
  tableName: 'prospects',
  properties: {
    organizationId: p.text().primary(),
    id: p.uuid().primary(),
    email: p.text(),
    name: p.text().nullable(),
    timezone: p.text().nullable(),
    createdAt: p.datetime(),
    updatedAt: p.datetime(),
  },
});
const ScheduledEvent = defineEntity({
  name: 'ScheduledEvent',
  tableName: 'scheduled_events',
  properties: {
    organizationId: p.text().primary(),
    id: p.uuid().primary(),
    booking: p.text(),
    prospectId: p.uuid(),
    name: p.text().nullable(),
    startTime: p.datetime().nullable(),
    endTime: p.datetime().nullable(),
    status: p.text(),
    details: p.json<unknown>(),
  },
});
const Note = defineEntity({
  name: 'Note',
  tableName: 'notes',
  properties: {
    organizationId: p.text().primary(),
    id: p.uuid().primary(),
    prospectId: p.uuid(),
    body: p.text(),
    createdAt: p.datetime(),
  },
});
const LogEntry = defineEntity({
  name: 'LogEntry',
  tableName: 'event_log',
  properties: {
    seq: p.bigint().primary().autoincrement(),
    organizationId: p.text(),
    type: p.text(),
    subjectId: p.uuid(),
    occurredAt: p.datetime(),
  },
});

const config = readConfig(process.env);
const orm = await MikroORM.init({
  entities: [Delivery, Prospect, ScheduledEvent, Note, LogEntry],
  clientUrl: config.DATABASE_URL ?? '',
  pool: { min: 0, max: 16 },
  logger: () => undefined,
});
const verifier = new CalendlySignatureVerifier({
  keys: config.CALENDLY_WEBHOOK_SIGNING_KEY ?? [],
  schemes: config.CALENDLY_WEBHOOK_SCHEMES,
  toleranceSeconds: config.CALENDLY_WEBHOOK_TOLERANCE_SECONDS,
  clock: new SystemClock(),
});
const decoder = new CalendlyDecoder();
const logger = new PinoLogger({ level: config.LOG_LEVEL, format: 'json' });
let organizations = 1;

const app = new Koa();
app.use(async (ctx) => {
  const rawBody = await readBody(ctx.req, 1024 * 1024);
  if (typeof rawBody === 'string') return;
  const delivery = await verifier.verify({
    connectionId: null,
    signatures: ctx.req.headersDistinct['calendly-webhook-signature'] ?? [],
    rawBody,
    headers: {},
  });
  if (delivery === null) return;
  await take(ctx, delivery);
});
const handle = app.callback();
const server = createServer((request, response) => void handle(request, response));
const io = new Server(server);
io.on('connection', async (socket) => {
  await socket.join(`org:${String(socket.handshake.auth['organization'])}`);
  socket.emit('ready');
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const { port } = server.address() as AddressInfo;

async function take(ctx: Context, delivery: VerifiedDelivery): Promise<void> {
  const decoded = decoder.decode(delivery);
  if (decoded.kind !== 'fact' || decoded.fact.kind === 'form_submitted') return;
  logger.info(`Received Calendly webhook event: ${decoded.event}`);
  const number = Number.parseInt(delivery.digest.slice(0, 8), 16) % organizations;
  const told = await store(`org-${number}`, delivery, decoded.event, decoded.fact);
  logger.info('Processed Calendly webhook event successfully');
  io.to(`org:org-${number}`).emit('prospect.created', told);
  ctx.body = { status: 'accepted' };
}

async function store(
  organizationId: string,
  delivery: VerifiedDelivery,
  event: string,
  { booking, email, contact, meeting, details }: InviteeFact,
): Promise<object> {
  const now = new Date();
  const prospectId = randomUUID();
  const name = contact.name ?? null;
  const prospect = {
    organizationId,
    id: prospectId,
    email,
    name,
    timezone: contact.timezone ?? null,
  };
  const entry = {
    organizationId,
    type: 'prospect.created',
    subjectId: prospectId,
    occurredAt: now,
  };
  await orm.em.fork().transactional(async (em) => {
    em.persist([
      em.create(Delivery, {
        id: randomUUID(),
        endpoint: delivery.endpoint,
        digest: Buffer.from(delivery.digest, 'hex'),
        organizationId,
        event,
        status: 'applied',
        receivedAt: delivery.receivedAt,
        body: Buffer.from(delivery.rawBody),
      }),
      em.create(Prospect, { ...prospect, createdAt: now, updatedAt: now }),
      em.create(ScheduledEvent, {
        organizationId,
        id: randomUUID(),
        booking,
        prospectId,
        name: meeting?.name ?? null,
        startTime: meeting?.startTime ?? null,
        endTime: meeting?.endTime ?? null,
        status: 'active',
        details,
      }),
      em.create(Note, {
        organizationId,
        id: randomUUID(),
        prospectId,
        body: `Booked a meeting: ${meeting?.name} at ${meeting?.startTime?.toISOString()}`,
        createdAt: now,
      }),
      em.create(LogEntry, entry),
    ]);
    await em.flush();
  });
  return { ...entry, prospect };
}

answer(
  async (task) => {
    organizations = task as number;
    return `http://127.0.0.1:${port}`;
  },
  async () => {
    await io.close();
    await orm.close();
  },
);
