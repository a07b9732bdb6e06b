import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { signatureHeader, signV1 } from 'velvena-calendly-core/calendly';
import { EventStream } from './event-stream.ts';
import { startServer } from './server.ts';

// Sends a webhook to the server, and prints what it answered and told.
const key = 'the key of this office';
const server = startServer(key);
await once(server, 'listening');
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const body = readFileSync(process.argv[2] ?? '', 'utf8');

const live = await EventStream.open(`${url}/live`);
await live.nextOf('ready');
const unsigned = await fetch(`${url}/webhook`, { method: 'POST', body });
const signed = await (await post()).json();
const again = await (await post()).json();
const prospects = await (await fetch(`${url}/prospects`)).json();
const event = await live.nextOf('prospect.created');
console.log(JSON.stringify({ unsigned: unsigned.status, signed, again, prospects, event }));
live.close();
server.close();

function post(): Promise<Response> {
  const headers = { [signatureHeader]: signV1(key, body, new Date()) };
  return fetch(`${url}/webhook`, { method: 'POST', headers, body });
}
