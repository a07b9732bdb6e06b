import { createHmac } from 'node:crypto';

/** A signed JWT, as Calendly's tokens are. It tells nothing that anybody needs: the simulator knows its tokens. */
export function jwtText(claims: object, secret: string): string {
  const signed = `${encode({ kid: 'simulator', alg: 'HS256' })}.${encode(claims)}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

function encode(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString('base64url');
}
