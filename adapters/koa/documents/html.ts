/** A piece of a page in which every text has been escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Piece = Html | string | number | null | readonly Piece[];

/** Writes a piece of a page. What is put in is text, unless it is a piece itself; null is nothing. */
export function html(parts: TemplateStringsArray, ...pieces: Piece[]): Html {
  return new Html(parts.reduce((text, part, i) => text + written(pieces[i - 1] ?? null) + part));
}

function written(piece: Piece): string {
  if (piece instanceof Html) return piece.text;
  if (piece === null) return '';
  if (typeof piece === 'object') return piece.map(written).join('');
  return escaped(String(piece));
}

export function escaped(text: string): string {
  const names: Record<string, string> = { '&': 'amp', '<': 'lt', '>': 'gt', '"': 'quot' };
  return text.replace(/[&<>"]/g, (character) => `&${names[character]};`);
}

/** Words in which code stands between backticks. */
export function withCode(words: string): Html[] {
  return words
    .split('`')
    .map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}
