import type { Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import type { AuthorizationRequest } from '../oauth/authorization-request.ts';
import type { Directory, User } from '../people/directory.ts';
import { type Html, html } from './html.ts';
import type { Language } from './language.ts';
import { pageFor } from './layout.ts';
import { scopeText } from './scope-texts.ts';
import type { Texts } from './texts.ts';

const carried = [
  'client_id',
  'response_type',
  'redirect_uri',
  'scope',
  'code_challenge',
  'code_challenge_method',
  'state',
];

/** The page where a person chooses a user and grants scopes to the app. */
export function consentPage(
  directory: Directory,
  request: AuthorizationRequest,
  call: Call,
): Answer {
  return pageFor(call, (texts, language) => ({
    title: texts.consentTitle,
    formTargets: originsOf(request.redirectUri),
    body: html`
<form class="card" method="post" action="/oauth/authorize">
<h1>${texts.consentTitle}</h1>
<p><strong>${request.client.name}</strong> ${texts.asks}</p>
${carried.map((name) => hidden(name, call.query.get(name)))}
<fieldset>
<legend>${texts.whoAreYou}</legend>
${directory.users.map((user, at) => person(user, directory, at === 0, texts))}
</fieldset>
<fieldset>
<legend>${texts.mayDo}</legend>
${request.scopes.map((scope) => permission(scope, language))}
${request.scopes.length === 0 && html`<p>${texts.nothingAsked}</p>`}
</fieldset>
<p class="actions">
<button name="decision" value="allow">${texts.allow}</button>
<button name="decision" value="decline" class="quiet">${texts.decline}</button>
</p>
<p class="hint">${texts.goesTo} <code>${new URL(request.redirectUri).origin}</code></p>
</form>`,
  }));
}

/** The page for a request that cannot be redirected back to its app. `flaw` is the wrong parameter. */
export function unusablePage(flaw: string, call: Call): Answer {
  return pageFor(call, (texts) => ({
    title: texts.unusableTitle,
    status: 400,
    body: html`
<div class="card">
<h1>${texts.unusableTitle}</h1>
<p role="alert">${flaw === 'client_id' ? texts.unusableClient : texts.unusableRedirect}</p>
</div>`,
  }));
}

function hidden(name: string, value: string | null): Html | null {
  return value === null ? null : html`<input type="hidden" name="${name}" value="${value}">`;
}

function person(user: User, directory: Directory, isFirst: boolean, texts: Texts): Html {
  const { name, plan } = directory.organizationOf(user);
  return html`<label class="choice">
<input type="radio" name="user" value="${user.slug}" required ${isFirst && 'checked'}>
<span><strong>${user.name}</strong>
<small>${user.email} · ${name} (${plan}) · ${texts.admins[user.role]}</small></span>
</label>`;
}

function permission(scope: string, language: Language): Html {
  const words = scopeText(scope, language);
  return html`<label class="choice">
<input type="checkbox" name="granted" value="${scope}" checked>
<span>${words ?? scope}${words !== null && html` <small><code>${scope}</code></small>`}</span>
</label>`;
}

/** An app on this machine has several host names, and may redirect from one to another. */
function originsOf(redirectUri: string): string[] {
  const { origin, hostname, port, protocol } = new URL(redirectUri);
  if (!['localhost', '127.0.0.1'].includes(hostname)) return [origin];
  const suffix = port === '' ? '' : `:${port}`;
  return ['localhost', '127.0.0.1'].map((name) => `${protocol}//${name}${suffix}`);
}
