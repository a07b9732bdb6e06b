/** Takes the first items whose bytes add up to at most `maxBytes`. It always takes the first one, whatever its size. */
export function fitting<T>(
  items: readonly T[],
  maxBytes: number,
  bytesOf: (item: T) => number,
): { items: T[]; bytes: number } {
  const fit: T[] = [];
  let bytes = 0;
  for (const item of items) {
    const more = bytesOf(item);
    if (fit.length > 0 && bytes + more > maxBytes) break;
    fit.push(item);
    bytes += more;
  }
  return { items: fit, bytes };
}
