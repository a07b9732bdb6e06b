import type { CalendlyStatus } from '../wire/calendly-status.ts';
import { type Captured, createdAt, eventOf } from './capture.ts';
import { compareWords } from './compare-words.ts';
import { describedFields } from './described-fields.ts';
import { type Examination, good, unknown, warning } from './examination.ts';
import { type Difference, shapeDifferences } from './shape-differences.ts';
import type { Surroundings } from './surroundings.ts';

/** A delivery that was applied later than this may have been handled by a person. */
const atOnceMilliseconds = 60_000;

type Around = Pick<Surroundings, 'language' | 'toleranceSeconds' | 'isSimulated'>;

/**
 * Reports how deliveries differ from Calendly's documented webhooks, and what they show about its undocumented habits.
 */
export function compareCaptured(
  captured: readonly Captured[],
  status: CalendlyStatus | null,
  around: Around,
): Examination[] {
  const { isSimulated, language } = around;
  const text = compareWords[language];
  return [
    ...(isSimulated ? [unknown(text.source, text.simulated)] : []),
    ...compareShapes(captured, around),
    compareSenders(captured, around),
    compareRetries(captured, around),
    compareKeys(captured, status, around),
  ];
}

function compareShapes(captured: readonly Captured[], { language }: Around): Examination[] {
  const text = compareWords[language];
  const seen = new Map<string, Difference & { events: Set<string>; times: number }>();
  const readable = captured.filter(({ body }) => body !== undefined);
  for (const { delivery, body } of readable) {
    const event = eventOf(delivery);
    for (const difference of shapeDifferences(body, describedFields(event))) {
      const key = `${difference.kind} ${difference.path}`;
      const known = seen.get(key) ?? { ...difference, events: new Set(), times: 0 };
      known.events.add(event);
      known.times += 1;
      seen.set(key, known);
    }
  }
  if (seen.size === 0) return [good(text.shape, text.asDescribed(readable.length))];
  return [...seen.values()].map(({ kind, path, found: type, events, times }) =>
    warning(
      text.shape,
      `${text[kind](path, type)} (${text.of(times, readable.length)}: ${[...events].join(', ')})`,
      text.report,
    ),
  );
}

/** Calendly does not document the `User-Agent` that it sends. */
function compareSenders(captured: readonly Captured[], { language }: Around): Examination {
  const text = compareWords[language];
  const all = (header: string) =>
    [...new Set(captured.map(({ delivery }) => delivery.headers[header] ?? '–'))].join(', ');
  return good(text.sender, text.headers(all('user-agent'), all('content-type')));
}

/**
 * Calendly does not document whether it signs a retry with the time of the retry. The API does not give out the
 * signature. Only deliveries that came later than the tolerance after their event can show it: a timely one was signed
 * anew, a quarantined one was not.
 */
function compareRetries(captured: readonly Captured[], around: Around): Examination {
  const text = compareWords[around.language];
  const copies = captured.reduce((sum, { delivery }) => sum + delivery.duplicates, 0);
  const late = captured.filter(
    (one) => Date.parse(one.delivery.receivedAt) - createdAt(one) > around.toleranceSeconds * 1000,
  );
  const old = late.filter(({ delivery }) => delivery.status === 'quarantined').length;
  const fresh = late.filter(({ delivery: { appliedAt, receivedAt } }) => {
    const waited = Date.parse(appliedAt ?? '') - Date.parse(receivedAt);
    return waited <= atOnceMilliseconds;
  }).length;
  const again = text.copies(copies);
  if (old > 0 && fresh === 0) return good(text.retries, text.notSignedAnew(old, again));
  if (fresh > 0 && old === 0) return good(text.retries, text.signedAnew(fresh, again));
  if (old > 0) return warning(text.retries, text.both(old, fresh, again), text.report);
  return unknown(text.retries, text.notObservable(again), text.toObserve(around.toleranceSeconds));
}

function compareKeys(
  captured: readonly Captured[],
  status: CalendlyStatus | null,
  { language }: Around,
): Examination {
  const text = compareWords[language];
  const own = captured.filter(({ delivery }) => delivery.connectionId !== null).length;
  const others = captured.length - own;
  if (own > 0) return good(text.keys, text.own(own, others));
  const isConnected = status?.connections.some(({ state }) => state === 'connected') === true;
  return isConnected
    ? warning(text.keys, text.noneOwn(others), text.report)
    : unknown(text.keys, text.noConnection(others));
}
