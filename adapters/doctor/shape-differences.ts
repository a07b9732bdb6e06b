import type { DescribedFields } from './described-fields.ts';
import { fieldName } from './redactor.ts';

/** A difference between a body and its description. `found`: the JSON type of the value. */
export interface Difference {
  kind: 'undescribed' | 'missing' | 'other_type';
  path: string;
  found: string;
}

/** Finds the fields and types of a body that differ from Calendly's description. */
export function shapeDifferences(body: unknown, described: DescribedFields): Difference[] {
  const types = new Map<string, string>();
  const required = new Set<string>();
  for (const [path, type] of Object.entries(described)) {
    types.set(path.replace(/\?$/, ''), type);
    if (!path.endsWith('?')) required.add(path);
  }
  const differences = new Map<string, Difference>();
  const note = (kind: Difference['kind'], path: string, found: string) =>
    differences.set(`${kind} ${path}`, { kind, path, found });

  const walk = (value: unknown, path: string): void => {
    const type = types.get(path);
    const found = typeOf(value);
    if (path !== '' && type === undefined) return void note('undescribed', path, found);
    if (type === 'any') return;
    if (type !== undefined && !type.split('|').includes(found)) note('other_type', path, found);
    if (Array.isArray(value)) for (const item of value) walk(item, `${path}[]`);
    if (found !== 'object') return;
    const inside = path === '' ? '' : `${path}.`;
    const fields = Object.entries(value as object);
    for (const [name, inner] of fields) walk(inner, inside + fieldName(name));
    const present = new Set(fields.map(([name]) => inside + name));
    for (const field of required) {
      if (isRightBelow(field, inside) && !present.has(field)) note('missing', field, 'undefined');
    }
  };
  walk(body, '');
  return [...differences.values()];
}

function isRightBelow(field: string, inside: string): boolean {
  return field.startsWith(inside) && /^\w+$/.test(field.slice(inside.length));
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  return Array.isArray(value) ? 'array' : typeof value;
}
