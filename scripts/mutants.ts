import { parseSync } from 'vite';

/** One small change of a source file. */
export interface Mutant {
  /** The first line that changes, from 1. */
  line: number;
  start: number;
  end: number;
  was: string;
  /** The text that replaces it. Empty when it is removed. */
  became: string;
}

interface Node {
  type: string;
  start: number;
  end: number;
  [property: string]: unknown;
}

type Slip = [at: { start: number; end: number }, became: string];

/** Every small change of a source file that this mutator knows, in the order of their places. */
export function mutantsOf(file: string, source: string): Mutant[] {
  const { program, errors } = parseSync(file, source);
  if (errors.length > 0) throw new Error(`${file} cannot be parsed: ${errors[0]?.message}`);
  const text = (node: { start: number; end: number }) => source.slice(node.start, node.end);
  const slips: Slip[] = [];
  visit(program as unknown as Node, (node) => slips.push(...slipsAt(node, text)));

  const seen = new Set<string>();
  const mutants = slips.flatMap(([{ start, end }, became]): Mutant[] => {
    const was = source.slice(start, end);
    const line = source.slice(0, start).split('\n').length;
    const known = seen.has(`${start}-${end}-${became}`) || was === became;
    seen.add(`${start}-${end}-${became}`);
    return known ? [] : [{ line, start, end, was, became }];
  });
  return mutants.toSorted((a, b) => a.start - b.start || a.end - b.end);
}

/** The source with one mutant in it. */
export function withMutant(source: string, { start, end, became }: Mutant): string {
  return source.slice(0, start) + became + source.slice(end);
}

/** Types and imports are not changed: types are gone when the code runs. */
function visit(node: Node, act: (node: Node) => void): void {
  const erased = node.type.startsWith('TS') && node['expression'] === undefined;
  if (erased || node.type === 'ImportDeclaration') return;
  act(node);
  for (const [property, value] of Object.entries(node)) {
    if (namesOnly(node, property)) continue;
    for (const child of Array.isArray(value) ? value : [value]) {
      if (isNode(child)) visit(child, act);
    }
  }
}

function namesOnly(node: Node, property: string): boolean {
  if (property === 'typeAnnotation' || property === 'typeArguments') return true;
  return property === 'key' && node['computed'] !== true;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && 'start' in value;
}

const otherOperators: Record<string, string[]> = {
  '<': ['<=', '>='],
  '<=': ['<', '>'],
  '>': ['>=', '<='],
  '>=': ['>', '<'],
  '===': ['!=='],
  '!==': ['==='],
  '==': ['!='],
  '!=': ['=='],
  '+': ['-'],
  '-': ['+'],
  '*': ['/'],
  '/': ['*'],
  '%': ['*'],
  '&&': ['||'],
  '||': ['&&'],
  '+=': ['-='],
  '-=': ['+='],
  '??=': ['='],
};

function slipsAt(node: Node, text: (node: Node) => string): Slip[] {
  const part = (property: string) => node[property] as Node;
  switch (node.type) {
    case 'IfStatement':
    case 'ConditionalExpression':
    case 'WhileStatement':
      return negated(part('test'), text);
    case 'BinaryExpression':
    case 'LogicalExpression':
    case 'AssignmentExpression':
      return withOtherOperator(node, text);
    case 'UnaryExpression':
      return node['operator'] === '!' ? [[node, text(part('argument'))]] : [];
    case 'UpdateExpression':
      return [[node, text(node).replace(/\+\+|--/, (sign) => (sign === '++' ? '--' : '++'))]];
    case 'AwaitExpression':
      return [[node, text(part('argument'))]];
    case 'ExpressionStatement':
    case 'ReturnStatement':
    case 'ThrowStatement':
    case 'ContinueStatement':
    case 'BreakStatement':
      return [[node, ';']];
    case 'ArrowFunctionExpression':
      return node['expression'] === true ? [[part('body'), 'undefined']] : [];
    case 'ArrayExpression':
      return (node['elements'] as unknown[]).length > 0 ? [[node, '[]']] : [];
    case 'ObjectExpression':
      return propertiesGone(node, text);
    case 'MemberExpression':
      return text(node) === 'Math.min'
        ? [[node, 'Math.max']]
        : text(node) === 'Math.max'
          ? [[node, 'Math.min']]
          : [];
    case 'TemplateLiteral':
      return [[node, "'slip'"]];
    case 'Literal':
      return ofLiteral(node);
    default:
      return [];
  }
}

function negated(test: Node, text: (node: Node) => string): Slip[] {
  const flips = ['===', '!==', '==', '!='].includes(String(test['operator']));
  if (flips || (test.type === 'UnaryExpression' && test['operator'] === '!')) return [];
  return [[test, `!(${text(test)})`]];
}

function withOtherOperator(node: Node, text: (node: Node) => string): Slip[] {
  const operator = String(node['operator']);
  const left = node['left'] as Node;
  const right = node['right'] as Node;
  if (operator === '??') return [[node, text(left)]];
  const between = text({ ...node, start: left.end, end: right.start });
  return (otherOperators[operator] ?? []).map((other): Slip => {
    const place = { start: left.end, end: right.start };
    return [place, between.replace(operator, other)];
  });
}

/** Each property that an object says by itself, left out. */
function propertiesGone(node: Node, text: (node: Node) => string): Slip[] {
  return (node['properties'] as Node[]).map((property): Slip => {
    const rest = text({ ...node, start: property.end }).match(/^\s*,/)?.[0].length ?? 0;
    return [{ start: property.start, end: property.end + rest }, ''];
  });
}

function ofLiteral(node: Node): Slip[] {
  const { value } = node;
  if (typeof value === 'boolean') return [[node, String(!value)]];
  if (typeof value === 'string') return [[node, "'slip'"]];
  if (typeof value !== 'number') return [];
  // One more or less of a large bound is seldom a slip.
  if (value > 24) return [[node, String(value * 2)]];
  return [
    [node, String(value + 1)],
    [node, value === 0 ? '(-1)' : String(value - 1)],
  ];
}
