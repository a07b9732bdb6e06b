import { z } from 'zod';
import type { FieldRule } from '../../wire/field-rule.ts';
import type { FieldError } from '../../wire/problem.ts';
import type { ProblemFacts, ProblemKey } from './answer-problem.ts';
import type { TextKey } from './en.ts';
import { type Facts, type Language, problemText } from './problem-text.ts';

type Issue = z.core.$ZodRawIssue;

/** A person mends no more than these at once. A body has room for thousands. */
const mostErrors = 20;

/** The text for a value that has not the expected type. */
const kinds: Partial<Record<string, TextKey>> = {
  string: 'field.text',
  number: 'field.number',
  int: 'field.number',
  boolean: 'field.boolean',
  array: 'field.list',
  object: 'field.object',
};

/** The result of reading a query or a body by its schema: the value, or the problem in the reader's language. */
export type Read<T> = { value: T } | { key: ProblemKey; problemFacts: ProblemFacts };

interface Asked {
  value: unknown;
  where: FieldError['in'];
  /** Called only when a field is wrong. */
  languageOf: () => Language;
}

/** Reads a query or a body by its schema. */
export function readFields<Schema extends z.ZodType>(
  schema: Schema,
  { value, where, languageOf }: Asked,
): Read<z.output<Schema>> {
  const unknown: UnknownFields = { known: null };
  const parsed = schema.safeParse(value, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') unknown.known = knownTo(issue);
      return messageOf(issue, where, languageOf());
    },
  });
  if (parsed.success) return { value: parsed.data };
  const errors = parsed.error.issues
    .flatMap((issue) => fieldErrors(issue, where, languageOf()))
    .slice(0, mostErrors);
  const list = errors.map(({ pointer, message }) => inSentence(languageOf(), pointer, message));
  const facts = { errors: list.join('. '), known: unknown.known?.join(', ') ?? '' };
  return { key: keyOf(unknown), problemFacts: { facts, more: { errors } } };
}

interface UnknownFields {
  /** The names of the known fields, when an unknown one was given. */
  known: string[] | null;
}

function keyOf({ known }: UnknownFields): ProblemKey {
  if (known === null) return 'validation';
  return known.length === 0 ? 'validation.none' : 'validation.unknown';
}

function knownTo({ inst }: Issue): string[] {
  return inst instanceof z.ZodObject ? Object.keys(inst.shape) : [];
}

function fieldErrors(
  issue: z.core.$ZodIssue,
  where: FieldError['in'],
  language: Language,
): FieldError[] {
  const { path } = issue;
  // A rule may bring an English message for the settings. Routes take the texts of the catalogs instead.
  const message =
    issue.code === 'custom' ? problemText(language, ...ruleOf(issue.params)) : issue.message;
  const paths =
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...path, key]) : [path];
  return paths.map((each) => ({ in: where, pointer: pointerTo(each), message }));
}

/** A JSON Pointer (RFC 6901). */
function pointerTo(path: PropertyKey[]): string {
  return path.map((part) => `/${String(part).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
}

function inSentence(language: Language, pointer: string, message: string): string {
  if (pointer === '') return message;
  const field = pointer.slice(1).replace(/\//g, '.').replace(/~1/g, '/').replace(/~0/g, '~');
  return problemText(language, 'field.at', { field, message });
}

/** Says what is wrong with one field. The text is always ours, never the library's. */
function messageOf(issue: Issue, where: FieldError['in'], language: Language): string {
  const [key, facts] = textOf(issue, where);
  return problemText(language, key, facts);
}

function textOf(issue: Issue, where: FieldError['in']): [TextKey, Facts?] {
  switch (issue.code) {
    case 'invalid_type':
      if (issue.input === undefined) return ['field.required'];
      return [where === 'query' ? 'field.once' : (kinds[issue.expected] ?? 'field.invalid')];
    case 'unrecognized_keys':
      return ['field.unknown'];
    case 'invalid_value':
      if (where === 'query' && Array.isArray(issue.input)) return ['field.once'];
      return ['field.one_of', { values: issue.values.join(', ') }];
    case 'invalid_format':
      return [issue.format === 'datetime' ? 'field.instant' : 'field.invalid'];
    case 'too_small':
      return issue.minimum === 1
        ? ['field.empty']
        : ['field.too_short', { least: String(issue.minimum) }];
    case 'too_big':
      return ['field.too_long', { most: String(issue.maximum) }];
    case 'custom':
      return ruleOf(issue.params);
    default:
      return ['field.invalid'];
  }
}

function ruleOf(params: Record<string, unknown> | undefined): [TextKey, Facts?] {
  if (params === undefined) return ['field.invalid'];
  const { rule, ...numbers } = params as { rule: FieldRule } & Record<string, number>;
  return [`field.${rule}`, numbers];
}
