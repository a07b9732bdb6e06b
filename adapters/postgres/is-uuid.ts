const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** PostgreSQL refuses a whole statement for one text that is no UUID; here such an id is just nobody's. */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}
