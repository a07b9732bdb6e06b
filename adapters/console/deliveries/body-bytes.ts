/** The most of a body that the page shows. */
export const mostShownBytes = 64 * 1024;

/** The bytes of a body, at most so many. */
export function bodyBytes(
  base64: string,
  most = Number.POSITIVE_INFINITY,
): Uint8Array<ArrayBuffer> {
  // Four characters hold three bytes.
  const length = Math.min(base64.length, Math.ceil(most / 3) * 4);
  return Uint8Array.from(atob(base64.slice(0, length)).slice(0, most), (c) => c.charCodeAt(0));
}
