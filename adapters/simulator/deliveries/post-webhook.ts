import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';

/** Calendly connects for 10 s and waits 15 s for the answer (Calendly's docs, "Webhook timeouts"). */
export interface Timeouts {
  connectMs: number;
  answerMs: number;
}

export const calendlyTimeouts: Timeouts = { connectMs: 10_000, answerMs: 15_000 };

export interface PostOutcome {
  status: number | null;
  said: string;
}

const mostKept = 300;
const connections = { http: new http.Agent(), https: new https.Agent() };
// Each webhook opens a connection: a kept one may be closed just when the next webhook uses it.
connections.http.maxSockets = 64;
connections.https.maxSockets = 64;

/** Posts a body once. Redirects are not followed. Any answer is an outcome, and so is no answer. */
export function postWebhook(
  url: string,
  {
    headers,
    body,
    timeouts,
  }: { headers: Record<string, string>; body: string; timeouts: Timeouts },
  signal: AbortSignal,
): Promise<PostOutcome> {
  return new Promise((resolve) => {
    const isHttps = url.startsWith('https:');
    const agent = isHttps ? connections.https : connections.http;
    const request = (isHttps ? https : http).request(url, {
      method: 'POST',
      headers,
      agent,
      signal,
    });
    let timer: NodeJS.Timeout | undefined;
    const within = (ms: number, why: string) => {
      clearTimeout(timer);
      timer = setTimeout(() => request.destroy(new Error(why)), ms);
    };
    const settle = (outcome: PostOutcome) => {
      clearTimeout(timer);
      resolve(outcome);
    };
    request.on('socket', (socket) => {
      within(timeouts.connectMs, 'no connection in time');
      socket.once(isHttps ? 'secureConnect' : 'connect', () =>
        within(timeouts.answerMs, 'no answer in time'),
      );
    });
    request.on('response', (response) => {
      beginningOf(response).then(
        (said) => settle({ status: response.statusCode ?? null, said }),
        (error: Error) => settle({ status: null, said: error.message }),
      );
    });
    request.on('error', (error) => settle({ status: null, said: error.message }));
    request.end(body);
  });
}

async function beginningOf(response: IncomingMessage): Promise<string> {
  let text = '';
  response.setEncoding('utf8');
  for await (const chunk of response as AsyncIterable<string>)
    if (text.length < mostKept) text += chunk;
  return text.slice(0, mostKept);
}
