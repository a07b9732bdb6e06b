import { request as overHttp } from 'node:http';
import { request as overHttps } from 'node:https';
import { codeOf, patienceMilliseconds } from './ask.ts';

/** The result of opening a WebSocket. `refused`: the service refused the client, with the reason `code`. */
export type Handshake =
  | { outcome: 'ready' | 'open' | 'failed' | 'silent' }
  | { outcome: 'refused'; code: string };

const path = '/socket.io/?EIO=4&transport=websocket';

/**
 * Opens a WebSocket as a browser does on the service's own page. It speaks Engine.IO 4 and Socket.IO 5 (their protocol
 * documents). It ends at `ready`, or, without a token, when the socket is `open`.
 */
export function openRealtime(
  url: string,
  token: string | null,
  origin: string | null,
): Promise<Handshake> {
  return new Promise((resolve) => {
    const headers = origin === null ? {} : { origin };
    const socket = new WebSocket(url.replace(/^http/, 'ws') + path, { headers });
    let isOpen = false;
    const done = (handshake: Handshake) => {
      clearTimeout(timer);
      socket.close();
      resolve(handshake);
    };
    const timer = setTimeout(() => done({ outcome: 'silent' }), patienceMilliseconds);
    socket.addEventListener('message', ({ data }) => {
      const packet = String(data);
      if (packet.startsWith('0')) {
        isOpen = true;
        if (token === null) done({ outcome: 'open' });
        else socket.send(`40${JSON.stringify({ token })}`);
      }
      if (packet.startsWith('42["ready"')) done({ outcome: 'ready' });
      if (packet.startsWith('44')) done({ outcome: 'refused', code: refusalIn(packet) });
    });
    const lost = () =>
      done(isOpen ? { outcome: 'refused', code: 'closed' } : { outcome: 'failed' });
    socket.addEventListener('error', lost);
    socket.addEventListener('close', lost);
  });
}

/** The answer to a WebSocket's first request: an HTTP status, `upgraded`, or the error code when no answer came. */
export function upgradeAnswer(url: string, origin: string): Promise<number | string> {
  const request = url.startsWith('https:') ? overHttps : overHttp;
  return new Promise((resolve) => {
    const asked = request(url + path, {
      headers: {
        origin,
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': btoa('velvena doctor 1'),
      },
      agent: false,
    });
    const done = (answer: number | string) => {
      asked.destroy();
      resolve(answer);
    };
    asked.setTimeout(patienceMilliseconds, () => done('TIMEOUT'));
    asked.once('upgrade', () => done('upgraded'));
    asked.once('response', ({ statusCode }) => done(statusCode ?? 0));
    asked.once('error', (error) => done(codeOf(error)));
    asked.end();
  });
}

function refusalIn(packet: string): string {
  const [, code = 'unknown'] = /"code":"(\w+)"/.exec(packet) ?? [];
  return code;
}
