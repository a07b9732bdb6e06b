/** The answer of a route. A body is text; `json` and `page` make it. */
export interface Answer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
  const contentType = 'application/json; charset=utf-8';
  return {
    status,
    headers: { 'content-type': contentType, ...headers },
    body: JSON.stringify(body),
  };
}

export function noContent(): Answer {
  return { status: 204, headers: {}, body: '' };
}

export function redirect(status: 302 | 303, location: string): Answer {
  return { status, headers: { location }, body: '' };
}
