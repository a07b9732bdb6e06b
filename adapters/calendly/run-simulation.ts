import { type Sequence, sendWebhooks } from './send-webhooks.ts';
import type { SimulatedBookings } from './simulated-bookings.ts';
import type { Step } from './simulation-plan.ts';
import { explainFailure, explainRefusal, SimulationReport } from './simulation-report.ts';

/** How deliveries are sent. */
export interface Traffic {
  /** People per second. */
  rate?: number;
  shuffle?: boolean;
  /** How many times more each delivery is sent. */
  duplicate: number;
}

/**
 * Sends what the steps tell, says how it went, and remembers the bookings that the service took.
 * Answers false, after saying why, when it did not take all of them.
 * @throws NotRemembered
 */
export async function runSimulation(
  steps: readonly Step[],
  { url, key, ...traffic }: Traffic & { url: string; key: string },
  known: SimulatedBookings,
): Promise<boolean> {
  const sequences = sequencesOf(steps, traffic);
  const report = new SimulationReport(sequences.reduce((sum, { length }) => sum + length, 0));
  const taken = new Set<string>();
  const sent = sendWebhooks(sequences, {
    url,
    key,
    rate: traffic.rate ?? null,
    onAnswer(answer, body) {
      report.add(answer);
      if (answer.status >= 200 && answer.status < 300) taken.add(body);
    },
  });
  const failure = await sent.then(
    () => null,
    (error: unknown) => explainFailure(error, url),
  );
  if (failure !== null) console.error(failure);
  else for (const line of report.summary()) console.log(line);
  await remember(steps, taken, known);

  if (failure !== null) return false;
  if (report.refused !== null) {
    console.error(explainRefusal(report.refused, url));
    return false;
  }
  const [first] = steps;
  const others = steps.length > 1 ? ` and ${steps.length - 1} more` : '';
  console.log(`Look at ${new URL('/', url).href} for ${first?.email}${others}.`);
  return true;
}

/** In order, a person's deliveries wait for each other; shuffled, none does. */
function sequencesOf(steps: readonly Step[], { shuffle, duplicate }: Traffic): Sequence[] {
  const repeated = steps.map(({ bodies }) =>
    bodies.flatMap((body) => Array.from({ length: 1 + duplicate }, () => body)),
  );
  if (shuffle !== true) return repeated;
  return repeated
    .flat()
    .map((body) => ({ body, place: Math.random() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ body }) => [body]);
}

async function remember(
  steps: readonly Step[],
  taken: ReadonlySet<string>,
  known: SimulatedBookings,
): Promise<void> {
  const told = steps.filter(({ bodies }) => bodies.every((body) => taken.has(body)));
  if (told.length === 0) return;
  for (const { ended, left } of told) {
    if (ended !== null) known.forget(ended);
    if (left !== null) known.remember(left);
  }
  await known.save();
}
