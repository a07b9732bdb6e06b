import type { Delivery } from '../deliveries/delivery.ts';
import type { Subscription } from '../deliveries/subscription.ts';
import type { BookingSite } from './booking-site.ts';
import { type Html, html } from './html.ts';
import type { Texts } from './texts.ts';

const mostShown = 10;

/** The subscriptions, and their last answers. */
export function showWebhooks({ subscriptions, postOffice }: BookingSite, texts: Texts): Html {
  const latest = postOffice.deliveries.slice(-mostShown).toReversed();
  return html`
<section class="card" aria-labelledby="webhooks">
<h2 id="webhooks">${texts.webhooks}</h2>
${
  subscriptions.all.length === 0
    ? html`<p>${texts.noSubscription}</p>`
    : html`<ul>${subscriptions.all.map((one) => subscription(one, texts))}</ul>`
}
${
  latest.length > 0 &&
  html`<div class="scroller" tabindex="0" role="group" aria-label="${texts.lastDeliveries}">
<table>
<caption class="hidden">${texts.lastDeliveries}</caption>
<thead><tr><th>${texts.event}</th><th>${texts.state}</th><th>${texts.answer}</th></tr></thead>
<tbody>${latest.map((one) => row(one, texts))}</tbody>
</table></div>`
}
</section>`;
}

function subscription({ callbackUrl, scope, state }: Subscription, texts: Texts): Html {
  return html`<li><code>${callbackUrl}</code> <small>${scope} · ${texts[state]}</small></li>`;
}

function row({ event, status, attempts }: Delivery, texts: Texts): Html {
  const last = attempts.at(-1);
  const states = {
    waiting: texts.waiting,
    sending: texts.sending,
    delivered: texts.delivered,
    lost: texts.lost,
    given_up: texts.givenUp,
  };
  return html`<tr>
<td><code>${event}</code></td>
<td>${states[status]}</td>
<td>${last && html`${last.status ?? texts.noAnswer} <small>${last.said}</small>`}</td>
</tr>`;
}
