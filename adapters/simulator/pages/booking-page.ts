import type { Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import type { User } from '../people/directory.ts';
import { localIn } from '../time/zoned-time.ts';
import type { BookingSite } from './booking-site.ts';
import { type Html, html } from './html.ts';
import { instantText } from './instant-words.ts';
import { pageFor } from './layout.ts';
import { showMeetings } from './show-meetings.ts';
import { showWebhooks } from './show-webhooks.ts';
import type { Texts } from './texts.ts';

const dayMs = 86_400_000;
const deeds = ['booked', 'canceledNow', 'rescheduledNow', 'markedNow', 'clearedNow'] as const;
const problems = ['full', 'gone', 'invalid'] as const;

/** The front page: book, see the bookings, and change them. */
export function bookingPage(site: BookingSite, call: Call): Answer {
  const { directory, clock } = site.world;
  const user = directory.userOrFirst(call.query.get('user'));
  return pageFor(call, (texts, language) => ({
    title: texts.title,
    body: html`
<h1>${texts.title}</h1>
<p>${texts.lead}</p>
${
  clock.aheadSeconds > 0 &&
  html`<p class="notice">${texts.turned} ${instantText(clock.now().toISOString(), language, user.timezone)}.</p>`
}
${outcome(call, texts)}
<nav aria-label="${texts.with}"><ul>${directory.users.map((one) => tab(one, user))}</ul></nav>
${bookingForm(site, user, texts)}
${showMeetings(site, user, { texts, language })}
${showWebhooks(site, texts)}
${access(site, texts)}`,
  }));
}

function outcome({ query }: Call, texts: Texts): Html | null {
  const deed = deeds.find((one) => one === query.get('done'));
  if (deed !== undefined) return html`<p class="notice" role="status">${texts[deed]}</p>`;
  const problem = problems.find((one) => one === query.get('problem'));
  return problem === undefined ? null : html`<p class="notice" role="alert">${texts[problem]}</p>`;
}

function tab({ slug, name }: User, current: User): Html {
  return html`<li><a href="/?user=${slug}" ${slug === current.slug && html`aria-current="page"`}>${name}</a></li>`;
}

function bookingForm({ world }: BookingSite, user: User, texts: Texts): Html {
  const types = world.directory.eventTypes.filter(({ hostIds }) => hostIds.includes(user.id));
  const start = `${localIn(user.timezone, new Date(world.clock.now().getTime() + 2 * dayMs)).slice(0, 10)}T10:00`;
  return html`
<section class="card" aria-labelledby="book">
<h2 id="book">${texts.bookTitle}</h2>
<form method="post" action="/book?user=${user.slug}">
<div class="fields">
<label class="field"><span>${texts.name}</span><input name="name" required maxlength="200" autocomplete="off"></label>
<label class="field"><span>${texts.email}</span><input name="email" type="email" required maxlength="200" autocomplete="off"></label>
<label class="field"><span>${texts.eventType}</span><select name="eventType">${types.map(
    ({ slug, name, minutes }) => html`<option value="${slug}">${name} (${minutes} min)</option>`,
  )}</select></label>
<label class="field"><span>${texts.start} (${texts.clocksOf} ${user.timezone})</span><input name="start" type="datetime-local" required value="${start}"></label>
<div><button>${texts.book}</button></div>
</div>
</form>
</section>`;
}

function access({ clients, personalTokens, world }: BookingSite, texts: Texts): Html {
  return html`
<section class="card" aria-labelledby="access">
<h2 id="access">${texts.access}</h2>
<h3>${texts.app}</h3>
<dl>${clients.map(
    ({ name, id, secret }) =>
      html`<dt>${name}</dt><dd><code>${id}</code>${secret !== null && html` · <code>${secret}</code>`}</dd>`,
  )}</dl>
<h3>${texts.personalTokens}</h3>
<dl>${world.directory.users.map(
    (user) =>
      html`<dt>${user.name}</dt><dd><details><summary>${texts.show}<span class="hidden"> (${user.name})</span></summary><code>${personalTokens.of(user).text}</code></details></dd>`,
  )}</dl>
</section>`;
}
