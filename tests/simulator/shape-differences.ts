/**
 * Where a body differs in shape from a sample of Calendly's: fields that are missing or too many, and values of another
 * type. Null goes with everything. A `location` has a shape for each of its types, so only its own type is asked for.
 */
export function shapeDifferences(actual: unknown, sample: unknown, path = '$'): string[] {
  if (actual === null || sample === null) return [];
  if (Array.isArray(actual) && Array.isArray(sample)) {
    if (sample.length === 0) return [];
    return actual.flatMap((item, at) => shapeDifferences(item, sample[0], `${path}[${at}]`));
  }
  if (kindOf(actual) !== kindOf(sample)) return [`${path} is no ${kindOf(sample)}`];
  if (!isObject(actual) || !isObject(sample) || path.endsWith('.location')) return [];
  const missing = Object.keys(sample).filter((key) => !(key in actual));
  const surplus = Object.keys(actual).filter((key) => !(key in sample));
  return [
    ...missing.map((key) => `${path}.${key} is missing`),
    ...surplus.map((key) => `${path}.${key} is too many`),
    ...Object.keys(actual)
      .filter((key) => key in sample)
      .flatMap((key) => shapeDifferences(actual[key], sample[key], `${path}.${key}`)),
  ];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An instant and a URI are more than text. */
function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value !== 'string') return typeof value;
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/.test(value)) return 'instant';
  return value.startsWith('https://api.calendly.com/') ? `URI of ${value.split('/')[3]}` : 'string';
}
