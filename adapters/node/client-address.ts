import type { IncomingMessage } from 'node:http';
import { isIPv6 } from 'node:net';

/**
 * Gives the sender of a request as the key of rate limits: an IPv4 address, or the /64 network of an IPv6 address,
 * since the owner of one address has the whole network. Behind `trustedProxies` proxies it is the address that the
 * outermost proxy saw. Each proxy appends its caller to `X-Forwarded-For`; earlier entries come from the client and are
 * not trusted.
 */
export function clientAddress(trustedProxies: number) {
  return ({ headers, socket }: IncomingMessage): string => {
    const forwarded = trustedProxies === 0 ? [] : entriesOf(headers['x-forwarded-for']);
    return networkOf(forwarded.slice(-trustedProxies)[0] ?? socket.remoteAddress ?? '');
  };
}

function entriesOf(header: string | string[] | undefined): string[] {
  return [header ?? '']
    .flat()
    .join(',')
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

function networkOf(text: string): string {
  // Some proxies write the port too.
  const address = text.replace(/^\[(.+)\](:\d+)?$/, '$1').replace(/^(\d+(\.\d+){3}):\d+$/, '$1');
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address);
  if (mapped?.[1] !== undefined) return mapped[1];
  if (!isIPv6(address)) return address.slice(0, 64);
  const [head = '', tail] = (address.split('%', 1)[0] ?? '').split('::');
  const groups = head === '' ? [] : head.split(':');
  const rest = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - groups.length - rest.length;
  const all = [...groups, ...Array.from({ length: Math.max(zeros, 0) }, () => '0'), ...rest];
  return `${all.slice(0, 4).map(withoutZeros).join(':')}::/64`;
}

function withoutZeros(group: string): string {
  return group.toLowerCase().replace(/^0+(?=.)/, '');
}
