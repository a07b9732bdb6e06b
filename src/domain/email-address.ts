import { bounds } from './bounds.ts';

/** An e-mail address in normal form. It identifies a person within an organization. */
export type EmailAddress = string & { readonly __brand: 'EmailAddress' };

const longest = bounds.emailAddress.value;

/**
 * Normalizes an address: trims it, composes it (NFC), lower-cases it and writes an international domain in ASCII. Dots
 * and `+tags` stay, because they may name different people. Null for an address that no mail can reach: no `@`, an
 * empty side, white space inside, too long. The length is checked first, because composing takes quadratic time in the
 * marks of one letter.
 */
export function emailAddress(text: string): EmailAddress | null {
  if (text.length > longest) return null;
  const spelled = text.trim().normalize('NFC').toLowerCase().normalize('NFC');
  const at = spelled.lastIndexOf('@');
  const local = spelled.slice(0, at);
  const domain = spelled.slice(at + 1);
  if (at < 1 || domain === '' || /[\s\p{Cc}]/u.test(spelled)) return null;
  const ascii = asciiDomain(domain);
  const address = `${local}@${ascii}`;
  // Lower case and ASCII may be longer than the text.
  return ascii === null || address.length > longest ? null : (address as EmailAddress);
}

function asciiDomain(domain: string): string | null {
  // An ASCII domain stays as it is: URL would read "1.2" as an IPv4 address.
  if (/^[\u0021-\u007e]+$/.test(domain)) return domain;
  // URL would cut off the end of "bücher.example/ada", and the address would become somebody else's.
  if (/[/\\?#:@%]/.test(domain)) return null;
  return URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : null;
}
