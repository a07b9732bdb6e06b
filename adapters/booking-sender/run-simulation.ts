import { type SendOptions, type Sequence, sendWebhooks } from './send-webhooks.ts';
import type { SimulatedBookings } from './simulated-bookings.ts';
import type { Step } from './simulation-plan.ts';
import { explainFailure, explainRefusal, SimulationReport } from './simulation-report.ts';

/** The way in which deliveries are sent. */
export interface Traffic {
  /** People per second. */
  rate?: number;
  shuffle?: boolean;
  /** How many more times each delivery is sent. */
  duplicate: number;
}

/**
 * Sends the deliveries of the steps, reports the result, and keeps the bookings that the service accepted. Returns
 * false, after saying why, when the service did not accept all of them.
 * @throws NotRemembered
 */
export async function runSimulation(
  steps: readonly Step[],
  { url, sign, ...traffic }: Traffic & Pick<SendOptions, 'url' | 'sign'>,
  known: SimulatedBookings,
): Promise<boolean> {
  const sequences = sequencesOf(steps, traffic);
  const report = new SimulationReport(sequences.reduce((sum, { length }) => sum + length, 0));
  const taken = new Set<string>();
  const sent = sendWebhooks(sequences, {
    url,
    sign,
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

/** In order, each delivery of a person waits for the one before. Shuffled, none waits. */
function sequencesOf(steps: readonly Step[], { shuffle, duplicate }: Traffic): Sequence[] {
  const repeated = steps.map(({ bodies }) =>
    bodies.flatMap((body) => Array.from({ length: 1 + duplicate }, () => body)),
  );
  if (shuffle !== true) return repeated;
  return repeated
    .flat()
    .map((body) => ({ body, order: Math.random() }))
    .toSorted((a, b) => a.order - b.order)
    .map(({ body }) => [body]);
}

async function remember(
  steps: readonly Step[],
  taken: ReadonlySet<string>,
  known: SimulatedBookings,
): Promise<void> {
  const accepted = steps.filter(({ bodies }) => bodies.every((body) => taken.has(body)));
  if (accepted.length === 0) return;
  for (const { ended, left } of accepted) {
    if (ended !== null) known.forget(ended);
    if (left !== null) known.remember(left);
  }
  await known.save();
}
