import type { Invitee } from '../bookings/invitee.ts';
import type { ScheduledEvent } from '../bookings/scheduled-event.ts';
import { firstAtOrAfter, sortKey } from '../bookings/sorted-events.ts';
import type { User } from '../people/directory.ts';
import { instantOf } from '../time/instant-text.ts';
import type { BookingSite } from './booking-site.ts';
import { type Html, html } from './html.ts';
import { instantText } from './instant-words.ts';
import type { Language } from './language.ts';
import type { Texts } from './texts.ts';

const mostUpcoming = 50;
const mostRecent = 10;

interface Words {
  user: User;
  texts: Texts;
  language: Language;
  /** Which of the two lists it is. */
  id: 'upcoming' | 'recent';
}

/** A user's coming meetings and the latest past ones, with their buttons. */
export function showMeetings(
  site: BookingSite,
  user: User,
  { texts, language }: { texts: Texts; language: Language },
): Html {
  const { ledger, clock } = site.world;
  const rows = ledger.ofHost(user.id);
  const now = firstAtOrAfter(rows, sortKey, instantOf(clock.now()));
  const upcoming = rows.slice(now, now + mostUpcoming);
  const recent = rows.slice(Math.max(0, now - mostRecent), now).toReversed();
  const show = (id: 'upcoming' | 'recent', events: readonly ScheduledEvent[]) => html`
<section class="card" aria-labelledby="${id}">
<h2 id="${id}">${texts[id]}</h2>
${events.length === 0 ? html`<p>${texts.none}</p>` : table(site, events, { user, texts, language, id })}
</section>`;
  return html`${show('upcoming', upcoming)}${show('recent', recent)}`;
}

function table({ world }: BookingSite, events: readonly ScheduledEvent[], words: Words): Html {
  const { texts, id } = words;
  const rows = events.flatMap((event) =>
    world.ledger.inviteesOf(event).map((invitee) => row(event, invitee, words)),
  );
  return html`<div class="scroller" tabindex="0" role="group" aria-label="${texts[id]}">
<table class="meetings">
<thead><tr><th>${texts.start}</th><th>${texts.name}</th><th>${texts.eventType}</th><th>${texts.state}</th><th>${texts.change}</th></tr></thead>
<tbody>${rows}</tbody>
</table>
</div>`;
}

function row(event: ScheduledEvent, invitee: Invitee, words: Words): Html {
  const { user, texts, language } = words;
  return html`<tr>
<td>${instantText(event.startTime, language, user.timezone)}</td>
<td>${invitee.name}<small>${invitee.email}</small></td>
<td>${event.name}</td>
<td>${stateOf(invitee, texts)}</td>
<td>${invitee.status === 'active' && actions(invitee, words)}</td>
</tr>`;
}

function stateOf(invitee: Invitee, texts: Texts): string {
  if (invitee.replacedBy !== null) return texts.rescheduled;
  if (invitee.status === 'canceled') return texts.canceled;
  return invitee.noShow === null ? texts.active : texts.missed;
}

/** A meeting that is over can be neither canceled nor moved. */
function actions(invitee: Invitee, { user, texts, id }: Words): Html {
  const whose = html`<span class="hidden"> (${invitee.name})</span>`;
  const link = (path: string, word: string) =>
    html`<a class="button quiet" href="/${path}/${invitee.id}?user=${user.slug}">${word}${whose}</a>`;
  const isMarked = invitee.noShow !== null;
  return html`<div class="actions">
${id === 'upcoming' && [link('cancellations', texts.cancel), link('reschedulings', texts.reschedule)]}
<form method="post" action="/no-shows/${invitee.id}?user=${user.slug}">
<button class="quiet" name="mark" value="${isMarked ? 'clear' : 'set'}">${
    isMarked ? texts.clearNoShow : texts.noShow
  }${whose}</button>
</form>
</div>`;
}
