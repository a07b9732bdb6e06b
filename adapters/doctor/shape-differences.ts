import type { DescribedFields } from './described-fields.ts';
import { fieldName } from './redactor.ts';

/** `told`: the type of a value, for what is not described or of another type than described. */
export interface Difference {
  kind: 'undescribed' | 'missing' | 'other_type';
  path: string;
  told: string;
}

/** Where a body has other fields or types than Calendly describes. */
export function shapeDifferences(body: unknown, described: DescribedFields): Difference[] {
  const types = new Map<string, string>();
  const required = new Set<string>();
  for (const [path, type] of Object.entries(described)) {
    types.set(path.replace(/\?$/, ''), type);
    if (!path.endsWith('?')) required.add(path);
  }
  const differences = new Map<string, Difference>();
  const note = (kind: Difference['kind'], path: string, told: string) =>
    differences.set(`${kind} ${path}`, { kind, path, told });

  const walk = (value: unknown, path: string): void => {
    const type = types.get(path);
    const told = typeOf(value);
    if (path !== '' && type === undefined) return void note('undescribed', path, told);
    if (type === 'any') return;
    if (type !== undefined && !type.split('|').includes(told)) note('other_type', path, told);
    if (Array.isArray(value)) for (const item of value) walk(item, `${path}[]`);
    if (told !== 'object') return;
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
