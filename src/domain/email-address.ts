/** An e-mail address in the one spelling that identifies a person within an organization. */
export type EmailAddress = string & { readonly __brand: 'EmailAddress' };

const longest = 320;

/**
 * Trims, composes (NFC), lower-cases and turns an international domain into ASCII. Dots and `+tags` stay: they
 * may be different people. Answers null for what no mail could reach: no `@`, an empty side, white space inside.
 */
export function emailAddress(text: string): EmailAddress | null {
  const spelled = text.trim().normalize('NFC').toLowerCase().normalize('NFC');
  const at = spelled.lastIndexOf('@');
  const local = spelled.slice(0, at);
  const domain = spelled.slice(at + 1);
  if (at < 1 || domain === '' || spelled.length > longest || /[\s\p{Cc}]/u.test(spelled))
    return null;
  const ascii = asciiDomain(domain);
  return ascii === null ? null : (`${local}@${ascii}` as EmailAddress);
}

function asciiDomain(domain: string): string | null {
  // An ASCII domain is left alone: URL would read "1.2" as an IPv4 address.
  if (/^[\u0021-\u007e]+$/.test(domain)) return domain;
  // Nor may it cut off what no domain has: "bücher.example/ada" is nobody's.
  if (/[/\\?#:@%]/.test(domain)) return null;
  return URL.canParse(`http://${domain}`) ? new URL(`http://${domain}`).hostname : null;
}
