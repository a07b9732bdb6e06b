import * as fc from 'fast-check';
import type { Schema } from '../../adapters/koa/documents/show-schema.ts';

/**
 * Values that a JSON Schema of the documents allows.
 * @throws RangeError for a kind of schema that no document has yet
 */
export function schemaArbitrary(schema: Schema): fc.Arbitrary<unknown> {
  if (schema.const !== undefined) return fc.constant(schema.const);
  if (schema.enum !== undefined) return fc.constantFrom(...schema.enum);
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return fc.oneof(...either.map((each) => schemaArbitrary(each)));
  if (Array.isArray(schema.type)) {
    return fc.oneof(...schema.type.map((type) => schemaArbitrary({ ...schema, type })));
  }
  switch (schema.type) {
    case 'string':
      return textArbitrary(schema);
    case 'integer':
      return fc.maxSafeInteger().map((number) => within(schema, number));
    case 'null':
      return fc.constant(null);
    case 'object':
      return objectArbitrary(schema);
    default:
      throw new RangeError(`There are no values for ${JSON.stringify(schema)}`);
  }
}

function textArbitrary({ format, minLength = 0, maxLength = 300 }: Schema): fc.Arbitrary<string> {
  if (format === 'date-time') {
    const at = fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30') });
    return at.filter((date) => !Number.isNaN(date.getTime())).map((date) => date.toISOString());
  }
  // All of Unicode, and what databases and logs stumble over.
  const odd = fc.constantFrom('\0', '%', '_', "'", '\\', '\u202e', '  ', 'é', '👩🏽‍🚀');
  const text = fc.string({
    unit: fc.oneof(fc.string({ minLength: 1, maxLength: 1, unit: 'binary' }), odd),
  });
  const longest = fc.constant('a'.repeat(maxLength));
  return fc
    .oneof({ weight: 9, arbitrary: text }, longest)
    .map((each) => each.slice(0, maxLength).padEnd(minLength, 'a'));
}

function objectArbitrary({ properties = {}, required = [] }: Schema): fc.Arbitrary<object> {
  const fields = Object.entries(properties).map(([name, each]) => [name, schemaArbitrary(each)]);
  return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: required,
    noNullPrototype: true,
  });
}

function within({ minimum = -100, maximum = 100 }: Schema, number: number): number {
  const span = maximum - minimum + 1;
  return minimum + (((number % span) + span) % span);
}
