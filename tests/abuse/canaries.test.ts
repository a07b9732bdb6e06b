import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import { SignJWT } from 'jose';
import { Client } from 'pg';
import { signatureHeader, signV1 } from '../../adapters/calendly/sign-webhook.ts';
import { aBooking } from '../support/a-booked-webhook.ts';
import { AProductionProcess } from '../support/a-production-process.ts';
import { ARawLine } from '../support/a-raw-line.ts';
import { fixture } from '../support/a-running-service.ts';
import { ASocket, until } from '../support/a-socket.ts';
import {
  createDatabase,
  type PostgresServer,
  startPostgresServer,
} from '../support/postgres-server.ts';

/** What must be in nobody's log: each is a word that nothing else in the world says. */
const canaries = {
  email: 'canaryperson7f3a',
  name: 'Canarina Zibelinova',
  phone: '+33699887766',
  answer: 'canaryanswer91c2',
  source: 'canaryutm5d0e',
  note: 'canarynote33b8',
  search: 'canarysearch6a17',
  signingKey: 'canarysigningkey08ff41c6d2',
  jwtSecret: 'canaryjwtsecret-e4b1-77aa-0c3d-9f21',
  databasePassword: 'canarydatabase2b6f',
  cookie: 'canarycookie4d4d',
  field: 'canaryfield19ad',
} as const;
/** What a log may say: the name of an event. It shows that what is looked through is what was written. */
const control = 'canary.control77';

/** What was answered to webhooks, and to requests that were refused. */
const answered: string[] = [];

jest.setTimeout(120_000);
let postgres: PostgresServer;
let service: AProductionProcess;
let token: string;
let databaseUrl: string;

beforeAll(async () => {
  postgres = await startPostgresServer();
  databaseUrl = await createDatabase(postgres);
  const url = new URL(databaseUrl);
  url.password = canaries.databasePassword;
  service = await AProductionProcess.start({
    DATABASE_URL: url.href,
    JWT_SECRET: canaries.jwtSecret,
    JWT_ISSUER: 'any',
    JWT_AUDIENCE: 'any',
    CALENDLY_WEBHOOK_SIGNING_KEY: canaries.signingKey,
    DEFAULT_ORGANIZATION_ID: 'demo',
    LOG_LEVEL: 'trace',
  });
  token = await new SignJWT({ org: 'demo', role: 'admin' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(canaries.name)
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(canaries.jwtSecret));
});
afterAll(async () => {
  await service.stop();
  await postgres.stop();
});

test('whatever happens, neither the log nor the metrics nor a refusal tell anything about anybody', async () => {
  await goodDays();
  await badRequests();
  await databaseTrouble();
  const metrics = await (await fetch(service.metricsUrl)).text();
  const { code, stdout, stderr } = await service.stop();

  const secrets = { ...canaries, token, tokenSignature: token.split('.')[2] ?? '', control };
  const foundIn = (text: string) =>
    Object.entries(secrets).filter(([, word]) => text.toLowerCase().includes(word.toLowerCase()));

  expect(foundIn(`${stdout}${stderr}${metrics}`)).toEqual([['control', control]]);
  // A refusal names the field that it does not know, to whoever sent it. It repeats no value.
  expect(foundIn(answered.join('\n'))).toEqual([['field', canaries.field]]);
  expect(answered.join('\n')).toContain('"status":"accepted"');
  expect(answered.join('\n')).toContain('"code":"validation"');
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(service.lines.map(({ msg }) => msg)).toContain('A request failed');
  expect(stdout).toContain('not this one: [e-mail] [token]');
  expect(metrics).toMatch(/^velvena_webhooks_total\{code="unavailable"\} [1-9]/m);
  expect(metrics).toMatch(/^velvena_webhooks_total\{code="internal_error"\} 0$/m);
  expect(metrics).not.toMatch(/^velvena_problems_total\{code="internal_error"\} [1-9]/m);
});

/** Webhooks of every kind, and everything that a person does with what they tell. */
async function goodDays(): Promise<void> {
  const booking = canaryBooking();
  for (const body of [
    booking,
    booking,
    canaryBooking().replace('invitee.created', 'invitee.canceled'),
    fixture('webhook.routing-form-submission-created.without-booking').toString(),
    JSON.stringify({ event: control, payload: { email: canaries.email } }),
    `{"event": "invitee.created", "payload": "${canaries.email}`,
    JSON.stringify({ event: 'invitee.created', payload: { name: canaries.name } }),
    `${'['.repeat(5000)}"${canaries.email}"${']'.repeat(5000)}`,
  ]) {
    expect((await post(body)).status).toBe(200);
  }
  expect((await post(booking, { 'content-encoding': canaries.cookie })).status).toBe(200);
  expect((await post(canaryBooking(), {}, new Date('2020-01-01'))).status).toBe(200);

  const { items } = (await (await ask('GET', `/prospects?search=${canaries.email}`)).json()) as {
    items: { id: string }[];
  };
  const path = `/prospects/${items[0]?.id}`;
  const { status } = await ask('PATCH', path, { name: canaries.name, phone: canaries.phone });
  const note = await ask('POST', `${path}/notes`, { body: canaries.note });
  using socket = new ASocket(service.url, { auth: { token, after: 0 } });
  await socket.ready();
  await socket.ask('auth:renew', { token });
  for (const list of ['/deliveries', '/scheduled-events', '/events']) await ask('GET', list);
  expect([status, note.status]).toEqual([200, 201]);
}

/** Requests that are refused, each with something to hide. */
async function badRequests(): Promise<void> {
  const answers = [
    await post(canaryBooking(), { [signatureHeader]: `t=1,v1=${canaries.signingKey}` }),
    await post(canaryBooking(), { [signatureHeader]: '' }),
    await post('a'.repeat(1024 * 1024 + 1), { 'x-name': canaries.cookie }),
    await ask('PATCH', `/prospects/${canaries.email}`, { [canaries.field]: canaries.phone }),
    await ask('PATCH', `/prospects/${canaries.email}`, `{"name": "${canaries.note}`),
    await ask('GET', `/prospects?cursor=${canaries.search}&search=${canaries.search}`),
    await ask('GET', `/prospects?limit=${canaries.search}`),
    await ask('GET', `/${canaries.email}?token=${token}`),
    await ask('GET', '/prospects', undefined, `Bearer ${token}x`),
    await ask('GET', '/prospects', undefined, `Basic ${canaries.cookie}`),
  ];
  for (const { status } of answers) {
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(500);
  }
  for (const auth of [{ token: `${token}x` }, { token, after: canaries.note }]) {
    using socket = new ASocket(`${service.url}?token=${token}`, { auth });
    await socket.refused();
  }
  using line = new ARawLine(service.url);
  line.say(`GET /${canaries.email} HTTP/1.1\r\nCookie: ${canaries.cookie}\r\n${token}\r\n\r\n`);
  expect(await line.status()).toBe(400);
}

/** A database that refuses rows, quotes them, lacks a table, and goes away. */
async function databaseTrouble(): Promise<void> {
  const client = new Client(databaseUrl);
  await client.connect();
  await client.query(`alter table prospects add constraint picky check (email not like 'poison%')`);
  expect((await post(canaryBooking(`poison-${canaries.email}@example.com`))).status).toBe(200);
  await client.query(`create function quote() returns trigger language plpgsql as
    $$ begin raise exception 'not this one: % %', new.email, '${token}'; end $$`);
  await client.query(`create trigger quoting before insert on prospects for each row
    when (new.email like 'quoted%') execute function quote()`);
  expect((await post(canaryBooking(`quoted-${canaries.email}@example.com`))).status).toBe(200);
  await client.query('alter table prospects rename to mislaid');
  const withoutTable = await Promise.all([
    post(canaryBooking()),
    ask('GET', `/prospects?search=${canaries.search}`),
    ask('PATCH', '/prospects/00000000-0000-7000-8000-000000000000', { name: canaries.name }),
  ]);
  await client.query('alter table mislaid rename to prospects');
  await client.end();
  expect(withoutTable.map(({ status }) => status)).toEqual([503, 503, 503]);

  await postgres.kill();
  const away = await Promise.all([
    post(canaryBooking()),
    ask('GET', `/prospects?search=${canaries.search}`),
  ]);
  await postgres.restart();
  await until(async () => (await post(canaryBooking())).status === 200, 'the database', 30);
  expect(away.map(({ status }) => status)).toEqual([503, 503]);
}

function canaryBooking(email = `${canaries.email}@example.com`): string {
  const told = JSON.parse(aBooking(email)) as { payload: Record<string, unknown> };
  Object.assign(told.payload, {
    name: canaries.name,
    text_reminder_number: canaries.phone,
    questions_and_answers: [{ question: 'Why?', answer: canaries.answer, position: 0 }],
    tracking: { utm_source: canaries.source },
  });
  return JSON.stringify(told);
}

async function post(body: string, headers: Record<string, string> = {}, at = new Date()) {
  const answer = await fetch(`${service.url}/calendly/webhook`, {
    method: 'POST',
    headers: { [signatureHeader]: signV1(canaries.signingKey, body, at), ...headers },
    body,
  });
  answered.push(await wordsOf(answer));
  return answer;
}

async function ask(
  method: string,
  path: string,
  body?: unknown,
  authorization = `Bearer ${token}`,
) {
  const answer = await fetch(service.url + path, {
    method,
    headers: {
      authorization,
      cookie: `session=${canaries.cookie}`,
      referer: `https://crm.example/?token=${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  if (answer.status >= 400) answered.push(await wordsOf(answer));
  return answer;
}

/** All that an answer says, without taking it from whoever reads it next. */
async function wordsOf(answer: Response): Promise<string> {
  return `${JSON.stringify([...answer.headers])} ${await answer.clone().text()}`;
}
