import type { Version } from '../../../src/domain/version.ts';

/**
 * The versions of a row's parts as short text: `<version> <version>#0,0,1,-`. One delivery nearly always reported all
 * parts, so each version is written once, and each part has the index of its version.
 */
export function versionText<Part extends string>(
  order: readonly Part[],
  versions: Record<Part, Version | null>,
): string {
  const distinct: Version[] = [];
  const indexes = order.map((part) => {
    const version = versions[part];
    if (version === null) return '-';
    const known = distinct.indexOf(version);
    return known < 0 ? distinct.push(version) - 1 : known;
  });
  return `${distinct.join(' ')}#${indexes.join()}`;
}

/** The inverse. A part that the text does not have gets no version. */
export function versionsFrom<Part extends string>(
  order: readonly Part[],
  text: string,
): Record<Part, Version | null> {
  const [versions = '', indexes = ''] = text.split('#');
  const distinct = versions.split(' ');
  const numbers = indexes.split(',');
  const known = order.map((part, i) => [part, distinct[Number(numbers[i] ?? '-')] ?? null]);
  return Object.fromEntries(known) as Record<Part, Version | null>;
}
