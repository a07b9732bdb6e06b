/** Instants are kept as Calendly writes them, UTC with six decimals, so that their texts sort by time. */
export function instantText(epochMicros: number): string {
  const micros = String(epochMicros % 1000).padStart(3, '0');
  return new Date(Math.floor(epochMicros / 1000)).toISOString().replace('Z', `${micros}Z`);
}

/** An instant of a `Date`, which has milliseconds. */
export function instantOf(date: Date): string {
  return instantText(date.getTime() * 1000);
}

/** Cut to the second, as in the envelope of a webhook. */
export function wholeSecond(instant: string): string {
  return `${instant.slice(0, 19)}.000000Z`;
}

/** Reads ISO 8601. An instant without an offset is UTC. Null for any other text. */
export function readInstant(text: string): string | null {
  const parts = /^(\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?)(\.\d+)?(Z|[+-]\d\d:?\d\d)?$/.exec(text);
  if (parts === null) return null;
  const [, seconds, fraction = '', offset = 'Z'] = parts;
  const date = new Date(`${seconds}${offset}`);
  if (Number.isNaN(date.getTime())) return null;
  return instantText(date.getTime() * 1000 + Number(fraction.slice(1, 7).padEnd(6, '0')));
}

export function addSeconds(instant: string, seconds: number): string {
  return instantText((Date.parse(instant) + Math.round(seconds * 1000)) * 1000);
}
