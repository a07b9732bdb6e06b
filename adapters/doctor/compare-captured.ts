import type { CalendlyStatus } from '../wire/calendly-status.ts';
import { type Captured, createdAt, eventOf } from './capture.ts';
import { compareWords } from './compare-words.ts';
import { describedFields } from './described-fields.ts';
import { type Examination, good, unknown, warning } from './examination.ts';
import { type Difference, shapeDifferences } from './shape-differences.ts';
import type { Surroundings } from './surroundings.ts';

/** Applied longer after it came, a person may have had a hand in it. */
const atOnceMilliseconds = 60_000;

type Around = Pick<Surroundings, 'language' | 'toleranceSeconds' | 'isSimulated'>;

/** Where deliveries differ from what is known of Calendly's webhooks, and what they say on open questions. */
export function compareCaptured(
  captured: readonly Captured[],
  status: CalendlyStatus | null,
  around: Around,
): Examination[] {
  const { isSimulated, language } = around;
  const told = compareWords[language];
  return [
    ...(isSimulated ? [unknown(told.source, told.simulated)] : []),
    ...compareShapes(captured, around),
    compareSenders(captured, around),
    compareRetries(captured, around),
    compareKeys(captured, status, around),
  ];
}

function compareShapes(captured: readonly Captured[], { language }: Around): Examination[] {
  const told = compareWords[language];
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
  if (seen.size === 0) return [good(told.shape, told.asDescribed(readable.length))];
  return [...seen.values()].map(({ kind, path, told: type, events, times }) =>
    warning(
      told.shape,
      `${told[kind](path, type)} (${told.of(times, readable.length)}: ${[...events].join(', ')})`,
      told.report,
    ),
  );
}

/** Calendly does not document how it introduces itself. */
function compareSenders(captured: readonly Captured[], { language }: Around): Examination {
  const told = compareWords[language];
  const all = (header: string) =>
    [...new Set(captured.map(({ delivery }) => delivery.headers[header] ?? '–'))].join(', ');
  return good(told.sender, told.headers(all('user-agent'), all('content-type')));
}

/**
 * Nobody knows whether a retry is signed with its own time. The signature is not given out, so it shows only where a
 * delivery came later than the tolerance after what it tells: then it is timely or quarantined.
 */
function compareRetries(captured: readonly Captured[], around: Around): Examination {
  const told = compareWords[around.language];
  const copies = captured.reduce((sum, { delivery }) => sum + delivery.duplicates, 0);
  const late = captured.filter(
    (one) => Date.parse(one.delivery.receivedAt) - createdAt(one) > around.toleranceSeconds * 1000,
  );
  const old = late.filter(({ delivery }) => delivery.status === 'quarantined').length;
  const fresh = late.filter(({ delivery: { appliedAt, receivedAt } }) => {
    const waited = Date.parse(appliedAt ?? '') - Date.parse(receivedAt);
    return waited <= atOnceMilliseconds;
  }).length;
  const again = told.copies(copies);
  if (old > 0 && fresh === 0) return good(told.retries, told.notSignedAnew(old, again));
  if (fresh > 0 && old === 0) return good(told.retries, told.signedAnew(fresh, again));
  if (old > 0) return warning(told.retries, told.both(old, fresh, again), told.report);
  return unknown(told.retries, told.notObservable(again), told.toObserve(around.toleranceSeconds));
}

function compareKeys(
  captured: readonly Captured[],
  status: CalendlyStatus | null,
  { language }: Around,
): Examination {
  const told = compareWords[language];
  const own = captured.filter(({ delivery }) => delivery.connectionId !== null).length;
  const others = captured.length - own;
  if (own > 0) return good(told.keys, told.own(own, others));
  const isConnected = status?.connections.some(({ state }) => state === 'connected') === true;
  return isConnected
    ? warning(told.keys, told.noneOwn(others), told.report)
    : unknown(told.keys, told.noConnection(others));
}
