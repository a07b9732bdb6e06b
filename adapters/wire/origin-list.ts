const loopback = new Set(['localhost', '127.0.0.1', '[::1]']);

/** The web origins whose pages may use the service. */
export class OriginList {
  readonly #origins: readonly string[];
  readonly #loopbackAliases: boolean;

  /** With `loopbackAliases` (development), names of this machine stand for each other. */
  constructor(origins: readonly string[], loopbackAliases: boolean) {
    this.#origins = origins;
    this.#loopbackAliases = loopbackAliases;
  }

  has(origin: string): boolean {
    return this.#origins.some(
      (one) => one === origin || (this.#loopbackAliases && isAlias(one, origin)),
    );
  }
}

function isAlias(allowed: string, origin: string): boolean {
  if (!URL.canParse(allowed) || !URL.canParse(origin)) return false;
  const [a, b] = [new URL(allowed), new URL(origin)];
  const sameDoor = a.protocol === b.protocol && a.port === b.port;
  return sameDoor && loopback.has(a.hostname) && loopback.has(b.hostname);
}
