import type { IncomingHttpHeaders } from 'node:http';
import { ApiRefusal } from '../api/api-refusal.ts';

const loopback = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/;

/**
 * Protects the pages and controls, which have no password, from a foreign page in the same browser: from its forms and
 * scripts, and from a host name that it makes resolve to this machine.
 * @throws ApiRefusal 403
 */
export function refuseForeign(method: string, headers: IncomingHttpHeaders): void {
  const { host = '', origin } = headers;
  const isForeign = origin !== undefined && origin !== `http://${host}`;
  const isByScript = headers['sec-fetch-site'] === 'cross-site' && method !== 'GET';
  if (!loopback.test(host) || (method !== 'GET' && (isForeign || isByScript)))
    throw new ApiRefusal(403, 'This is only for pages of the simulator itself.');
}
