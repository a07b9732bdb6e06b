import type { Invitee } from '../bookings/invitee.ts';
import type { Answer } from '../http/answer.ts';
import type { Call } from '../http/call.ts';
import type { User } from '../people/directory.ts';
import { localIn } from '../time/zoned-time.ts';
import type { BookingSite } from './booking-site.ts';
import { type Html, html } from './html.ts';
import { instantText } from './instant-words.ts';
import { pageFor } from './layout.ts';
import type { Texts } from './texts.ts';

const dayMs = 86_400_000;

/** The page of an invitee's `cancel_url`. */
export function cancelPage(site: BookingSite, invitee: Invitee, call: Call): Answer {
  return changePage(site, invitee, call, { title: 'cancelTitle', button: 'cancel' });
}

/** The page of an invitee's `reschedule_url`. */
export function reschedulePage(site: BookingSite, invitee: Invitee, call: Call): Answer {
  const { startTime } = site.world.ledger.eventOf(invitee);
  const { timezone } = hostOf(site, invitee);
  const start = localIn(timezone, new Date(Date.parse(startTime) + dayMs));
  return changePage(
    site,
    invitee,
    call,
    { title: 'rescheduleTitle', button: 'reschedule' },
    (texts) =>
      html`<label class="field"><span>${texts.start} (${texts.clocksOf} ${timezone})</span>
<input name="start" type="datetime-local" required value="${start}"></label>`,
  );
}

/** The user whose calendar has the meeting. Pages show times in this user's time zone. */
export function hostOf({ world }: BookingSite, invitee: Invitee): User {
  const [host = ''] = world.ledger.eventOf(invitee).hostIds;
  return world.directory.user(host) as User;
}

function changePage(
  site: BookingSite,
  invitee: Invitee,
  call: Call,
  words: { title: 'cancelTitle' | 'rescheduleTitle'; button: 'cancel' | 'reschedule' },
  field: (texts: Texts) => Html | null = () => null,
): Answer {
  const event = site.world.ledger.eventOf(invitee);
  const { timezone } = hostOf(site, invitee);
  return pageFor(call, (texts, language) => ({
    title: texts[words.title],
    body: html`
<form class="card" method="post" action="${call.path}?${call.query.toString()}">
<h1>${texts[words.title]}</h1>
<p><strong>${invitee.name}</strong> · ${event.name}<br>${instantText(event.startTime, language, timezone)}</p>
${field(texts)}
<fieldset>
<legend>${texts.who}</legend>
<label class="choice"><input type="radio" name="by" value="invitee" checked><span>${texts.invitee}</span></label>
<label class="choice"><input type="radio" name="by" value="host"><span>${texts.host}</span></label>
</fieldset>
<label class="field"><span>${texts.reason}</span><textarea name="reason" rows="2" maxlength="10000"></textarea></label>
<p class="actions">
<button>${texts[words.button]}</button>
<a class="button quiet" href="/?${call.query.toString()}">${texts.back}</a>
</p>
</form>`,
  }));
}
