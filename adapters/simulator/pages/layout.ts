import type { Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import { type Html, html } from './html.ts';
import { type Language, languageOf } from './language.ts';
import { type Texts, textsIn } from './texts.ts';

export interface Page {
  title: string;
  body: Html;
  status?: number;
  /** Other origins that a form may lead to. A browser also checks the address that the form's answer redirects to. */
  formTargets?: readonly string[];
}

/** A page in the visitor's language. It loads the style sheet only, and has no script. */
export function pageFor(call: Call, write: (texts: Texts, language: Language) => Page): Answer {
  const language = languageOf(call);
  const texts = textsIn(language);
  const { title, body, status = 200, formTargets = [] } = write(texts, language);
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    'img-src data:',
    ["form-action 'self'", ...formTargets].join(' '),
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-language': language,
      'content-security-policy': policy.join('; '),
      'cache-control': 'no-store',
      // A stricter policy would hide the origin, and the page's own forms could not be distinguished from foreign ones.
      'referrer-policy': 'same-origin',
      'x-content-type-options': 'nosniff',
      vary: 'accept-language',
    },
    body: document({ title, body, language, texts, call }).text,
  };
}

function document({
  title,
  body,
  language,
  texts,
  call,
}: {
  title: string;
  body: Html;
  language: Language;
  texts: Texts;
  call: Call;
}): Html {
  const other = language === 'fr' ? 'en' : 'fr';
  const query = new URLSearchParams(call.query);
  query.set('lang', other);
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/simulator/style.css">
</head>
<body>
<header class="banner">
<p>${texts.notCalendly}</p>
<a href="?${query.toString()}" lang="${other}" hreflang="${other}">${texts.otherLanguage}</a>
</header>
<main>${body}</main>
</body>
</html>
`;
}
