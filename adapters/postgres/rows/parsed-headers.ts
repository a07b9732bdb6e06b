/** The headers of a delivery. One driver parses JSON columns, the other returns their text. */
export function parsedHeaders(
  headers: Record<string, string> | string | null,
): Record<string, string> {
  if (typeof headers === 'string') return JSON.parse(headers) as Record<string, string>;
  return headers ?? {};
}
