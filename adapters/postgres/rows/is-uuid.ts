const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/**
 * PostgreSQL refuses a whole statement for one text that is no UUID. Here such an id names no row. An id in capitals
 * names none either: ids are lower case, and are compared as text everywhere else.
 */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}
