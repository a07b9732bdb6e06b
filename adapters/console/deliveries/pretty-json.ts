/** Deeper levels stand under each other. */
const mostIndented = 20;

/**
 * JSON with each value on a line of its own, of at most `most` characters. It reads marks only, so that a text cut in
 * its middle is shown too, and numbers stay as they came. Null for what does not begin like an object or a list.
 */
export function prettyJson(text: string, most: number): string | null {
  if (!/^\s*[[{]/.test(text)) return null;
  let pretty = '';
  let depth = 0;
  const newLine = () => `\n${'  '.repeat(Math.min(depth, mostIndented))}`;
  for (const [token] of text.matchAll(tokens)) {
    if (pretty.length + token.length > most) break;
    if (token === '{' || token === '[') {
      depth += 1;
      pretty += token + newLine();
    } else if (token === '}' || token === ']') {
      depth = Math.max(0, depth - 1);
      pretty += newLine() + token;
    } else if (token === ',') pretty += token + newLine();
    else if (token === ':') pretty += ': ';
    else pretty += token;
  }
  return pretty;
}

/** An empty pair, a text (also one that is cut), a mark, or anything else up to the next mark. */
const tokens = /\{\s*\}|\[\s*\]|"(?:[^"\\]|\\[\s\S])*"?|[{}[\],:]|[^\s{}[\],:"]+/g;
