import type { Version } from '../../src/domain/version.ts';

/**
 * Versions of a row's parts as short text: nearly always all parts were told by one delivery, so each version is
 * written once, and each part names the one it has: `<version> <version>#0,0,1,-`.
 */
export function versionText<Part extends string>(
  order: readonly Part[],
  versions: Record<Part, Version | null>,
): string {
  const distinct: Version[] = [];
  const places = order.map((part) => {
    const version = versions[part];
    if (version === null) return '-';
    const known = distinct.indexOf(version);
    return known < 0 ? distinct.push(version) - 1 : known;
  });
  return `${distinct.join(' ')}#${places.join()}`;
}

/** The inverse. A part that the text does not know yet has no version. */
export function versionsFrom<Part extends string>(
  order: readonly Part[],
  text: string,
): Record<Part, Version | null> {
  const [versions = '', places = ''] = text.split('#');
  const distinct = versions.split(' ');
  const indexes = places.split(',');
  const known = order.map((part, i) => [part, distinct[Number(indexes[i] ?? '-')] ?? null]);
  return Object.fromEntries(known) as Record<Part, Version | null>;
}
