/** A piece of a page in which every text has been escaped. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Piece = Html | string | number | null | readonly Piece[];

/** Writes a piece of a page. A value in it is escaped as text, unless it is a piece itself; null adds nothing. */
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

/** A text in which code stands between backticks. */
export function withCode(text: string): Html[] {
  return text
    .split('`')
    .map((part, i) => (i % 2 === 1 ? html`<code>${part}</code>` : html`${part}`));
}
