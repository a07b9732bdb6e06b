import { z } from 'zod';

type JsonSchema = z.core.JSONSchema.JSONSchema;

/**
 * Prints the types of schemas as TypeScript without zod, so that a project that only listens need not install zod. Each
 * schema with an `id` becomes a type of that name, and so does each schema that it mentions.
 * @throws RangeError for a kind of schema that it cannot print
 */
export function wireTypes(schemas: readonly z.ZodType[]): string {
  const { $defs = {} } = z.toJSONSchema(z.union(schemas)) as JsonSchema;
  return Object.entries($defs)
    .map(([name, each]) => `export type ${name} = ${typeOf(each)};\n`)
    .join('\n');
}

function typeOf(schema: JsonSchema): string {
  const { $ref, const: only, enum: some, anyOf, oneOf, type } = schema;
  if ($ref !== undefined) return $ref.slice($ref.lastIndexOf('/') + 1);
  if (only !== undefined) return JSON.stringify(only);
  if (some !== undefined) return some.map((value) => JSON.stringify(value)).join(' | ');
  const either = anyOf ?? oneOf;
  if (either !== undefined) return either.map((each) => typeOf(each)).join(' | ');
  if (Array.isArray(type)) return type.map((each) => typeOf({ ...schema, type: each })).join(' | ');
  if (type === 'array') return `(${typeOf(schema.items as JsonSchema)})[]`;
  if (type === 'object') return objectOf(schema);
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'string' || type === 'boolean' || type === 'null') return type;
  throw new RangeError(`There is no type for ${JSON.stringify(schema)}`);
}

function objectOf({ properties = {}, required = [] }: JsonSchema): string {
  const fields = Object.entries(properties).map(([name, each]) => {
    const schema = each as JsonSchema;
    const doc = schema.description === undefined ? '' : `/** ${schema.description} */\n`;
    return `${doc}${name}${required.includes(name) ? '' : '?'}: ${typeOf(schema)};\n`;
  });
  return `{\n${fields.join('')}}`;
}
