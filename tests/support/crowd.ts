import { setTimeout as pause } from 'node:timers/promises';
import { signatureHeader, signV1 } from '../../adapters/calendly/sign-webhook.ts';
import { aBooking } from './a-booked-webhook.ts';
import { ARawLine } from './a-raw-line.ts';
import { ARawWebSocket } from './a-raw-websocket.ts';
import { signed, signingKey } from './a-running-service.ts';

// A program: the members of one organization do everything at once at a service, for so many seconds, each with a token
// of their own. It says as JSON what became of them. It has a process of its own, so that the service has one core.

/** How many do what. */
export interface Crowd {
  /** Clients that catch up from the beginning over a WebSocket, and stay. */
  catchUp: number;
  /** Clients that catch up by long polling, and stay. */
  poll: number;
  /** Catch up and never read; come back when they are let go. */
  deaf: number;
  /** Read one list after another. */
  list: number;
  /** Ask for forty lists in one go and never read; come back when they are let go. */
  greedy: number;
  /** Webhooks a second. */
  webhooks: number;
  seconds: number;
}

/** What became of them: counts, and statuses with how often. */
export interface Fared {
  caughtUp: number;
  polledUp: number;
  lost: number;
  deafLetGo: number;
  greedyLetGo: number;
  lists: Record<string, number>;
  webhooks: Record<string, number>;
}

const [url = '', organization = '', said = '{}'] = process.argv.slice(2);
const crowd = JSON.parse(said) as Crowd;
const until = Date.now() + crowd.seconds * 1000;
const fared: Fared = {
  caughtUp: 0,
  polledUp: 0,
  lost: 0,
  deafLetGo: 0,
  greedyLetGo: 0,
  lists: {},
  webhooks: {},
};
/** Engine.io's word for nothing. */
const nothing = '6';
const goesOn = () => Date.now() < until;

let people = 0;
const each = (count: number, what: (token: string) => Promise<void>) =>
  Array.from({ length: count }, async () => {
    people += 1;
    await what(await tokenOf(`person-${people}`));
  });
await Promise.all([
  ...each(crowd.catchUp, catchUp),
  ...each(crowd.poll, poll),
  ...each(crowd.deaf, deaf),
  ...each(crowd.list, list),
  ...each(crowd.greedy, greedy),
  ...Array.from({ length: crowd.webhooks }, webhooks),
]);
process.stdout.write(JSON.stringify(fared), () => process.exit(0));

async function catchUp(token: string): Promise<void> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
  const over = Promise.withResolvers<void>();
  socket.addEventListener('message', ({ data }) => {
    const packet = String(data);
    if (packet.startsWith('0')) socket.send(`40${JSON.stringify({ token, after: 0 })}`);
    else if (packet === '2') socket.send('3');
    else if (packet.startsWith('42["ready"')) fared.caughtUp += 1;
  });
  socket.addEventListener('error', () => undefined);
  socket.addEventListener('close', () => {
    if (goesOn()) fared.lost += 1;
    over.resolve();
  });
  setTimeout(() => socket.close(), until - Date.now());
  await over.promise;
}

/** A client that was disconnected before it was let in comes back, as every client does. */
async function poll(token: string): Promise<void> {
  while (goesOn() && !(await polled(token))) await pause(1000);
}

/** True when the client was let in. */
async function polled(token: string): Promise<boolean> {
  let isIn = false;
  const path = `${url}/socket.io/?EIO=4&transport=polling`;
  const begun = await (await fetch(path)).text();
  const { sid } = JSON.parse(begun.slice(1)) as { sid: string };
  const say = (body: string) => fetch(`${path}&sid=${sid}`, { method: 'POST', body });
  await (await say(`40${JSON.stringify({ token, after: 0 })}`)).text();
  while (goesOn()) {
    const answer = await fetch(`${path}&sid=${sid}`).catch(() => null);
    const packets = (await answer?.text())?.split('\x1e') ?? [];
    if (answer?.status !== 200) {
      if (isIn) fared.lost += 1;
      return isIn;
    }
    if (packets.some((packet) => packet.startsWith('42["ready"'))) {
      isIn = true;
      fared.polledUp += 1;
    }
    if (packets.includes('2')) await (await say('3')).text();
  }
  return true;
}

async function deaf(token: string): Promise<void> {
  while (goesOn()) {
    const socket = await ARawWebSocket.open(url).catch(() => null);
    socket?.line.stopReading();
    socket?.say(`40${JSON.stringify({ token, after: 0 })}`);
    if (socket !== null && (await isLetGo(socket.line, () => socket.say(nothing))))
      fared.deafLetGo += 1;
    socket?.[Symbol.dispose]();
    await pause(1000);
  }
}

async function list(token: string): Promise<void> {
  const headers = { authorization: `Bearer ${token}` };
  const paths = ['/events?limit=1000', '/prospects?limit=100', '/scheduled-events?limit=100'];
  for (let i = 0; goesOn(); i += 1) {
    const answer = await fetch(url + paths[i % paths.length], { headers }).catch(() => null);
    await answer?.arrayBuffer();
    count(fared.lists, answer?.status);
    await pause(20_000 * Math.random());
  }
}

async function greedy(token: string): Promise<void> {
  const asked = `GET /events?limit=1000 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${token}\r\n\r\n`;
  while (goesOn()) {
    const line = new ARawLine(url);
    line.stopReading();
    line.say(asked.repeat(40));
    if (await isLetGo(line, () => line.say('\r\n'))) fared.greedyLetGo += 1;
    line[Symbol.dispose]();
    await pause(1000);
  }
}

/** A client that does not read notices the end only by writing. */
async function isLetGo(line: ARawLine, nudge: () => void): Promise<boolean> {
  while (goesOn()) {
    await pause(2000);
    if (line.isClosed) return true;
    nudge();
  }
  return false;
}

async function webhooks(): Promise<void> {
  while (goesOn()) {
    const body = aBooking(`crowd-${Math.random()}@example.com`);
    const headers = { [signatureHeader]: signV1(signingKey, body, new Date()) };
    const asked = { method: 'POST', headers, body };
    const answer = await fetch(`${url}/calendly/webhook`, asked).catch(() => null);
    await answer?.arrayBuffer();
    count(fared.webhooks, answer?.status);
    await pause(1000);
  }
}

function count(statuses: Record<string, number>, status: number | undefined): void {
  const name = String(status ?? 'no answer');
  statuses[name] = (statuses[name] ?? 0) + 1;
}

function tokenOf(sub: string): Promise<string> {
  const iat = Math.floor(Date.now() / 1000);
  const claims = { sub, org: organization, role: 'member', iat, exp: iat + 3600 };
  return signed({ ...claims, iss: 'any', aud: 'any' });
}
