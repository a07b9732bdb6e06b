const uuid = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/**
 * PostgreSQL refuses a whole statement for one text that is no UUID; here such an id is just nobody's. So is one in
 * capitals: ids are given in lower case, and are compared as text everywhere else.
 */
export function isUuid(text: string): boolean {
  return uuid.test(text);
}
