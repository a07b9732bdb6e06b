import type { IncomingHttpHeaders } from 'node:http';
import { ApiRefusal } from '../api/api-refusal.ts';

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * The pages and controls have no password, so a page from elsewhere that is open in the same browser must not reach
 * them: not by a form or a script of its own, nor by a name that it lets resolve to this machine.
 * @throws ApiRefusal 403
 */
export function refuseForeign(method: string, headers: IncomingHttpHeaders): void {
  const { host = '', origin } = headers;
  const isForeign = origin !== undefined && origin !== `http://${host}`;
  const isByScript = headers['sec-fetch-site'] === 'cross-site' && method !== 'GET';
  if (!loopback.test(host) || (method !== 'GET' && (isForeign || isByScript)))
    throw new ApiRefusal(403, 'This is only for pages of the simulator itself.');
}
