import { Command, InvalidArgumentError, Option } from 'commander';
import { type DeliveryStatus, deliveryStatuses } from '../../src/domain/delivery.ts';
import type { OrganizationId } from '../../src/domain/organization-id.ts';
import type { Act } from '../../src/use-cases/operators/decide-delivery.ts';
import { SystemClock } from '../node/system-clock.ts';
import { wholeNumber } from '../wire/whole-number.ts';
import { DeliveryDesk, type Outcome } from './delivery-desk.ts';
import { changeLines, deliveryLine, fileLines } from './delivery-lines.ts';
import { organizationArgument, runOnStores, withStores } from './with-stores.ts';

const clock = new SystemClock();

/** The statuses of deliveries that only a person can change. */
const waiting: readonly DeliveryStatus[] = ['dead', 'quarantined', 'unrouted'];

const command = new Command('npm run deliveries --').description(
  'Shows webhooks of every organization and of none, and decides on those that were not applied.',
);

command
  .command('list')
  .description('lists the newest that wait for a person: dead, quarantined and unrouted ones')
  .addOption(
    new Option('--status <status>', 'those with this status').choices([...deliveryStatuses]),
  )
  .option('--org <id>', 'those of this organization', organizationArgument)
  .option('--limit <n>', 'how many, up to 1000', limit, 50)
  .action(
    async ({
      status,
      org,
      limit: most,
    }: {
      status?: DeliveryStatus;
      org?: OrganizationId;
      limit: number;
    }) => {
      const statuses = status === undefined ? waiting : [status];
      const found = await withStores(clock, ({ operatorInbox }) =>
        operatorInbox.list({ statuses, organizationId: org ?? null, limit: most }),
      );
      for (const delivery of found) console.log(deliveryLine(delivery));
      if (found.length === 0) console.error('No delivery waits for a person.');
    },
  );

command
  .command('show')
  .description('shows one with its headers, its body and its failed attempts')
  .argument('<id>', 'the delivery, as list names it')
  .action(async (id: string) => {
    const file = await withStores(clock, ({ operatorInbox }) => operatorInbox.get(id));
    if (file === null) refuse(`There is no delivery ${id}.`);
    for (const line of fileLines(file)) console.log(line);
  });

const deciding = [
  ['replay', 'applies it again by the rules of today; there is no undo'],
  ['release', 'applies a quarantined one, however old its signature is'],
  ['dismiss', 'puts one aside that will not be applied'],
] as const satisfies [Act, string][];

for (const [act, description] of deciding) {
  decision(act, description).action(async (id: string, { reason, dryRun }: Deciding) => {
    report(await atDesk((desk) => desk.decide(act, id, { reason, dryRun: dryRun === true })));
  });
}

decision('assign', 'gives an unrouted one to an organization, which applies it within seconds')
  .requiredOption('--org <id>', 'the organization, as tokens name it', organizationArgument)
  .action(async (id: string, { org, reason, dryRun }: Deciding & { org: OrganizationId }) => {
    const by = { reason, dryRun: dryRun === true };
    report(await atDesk((desk) => desk.assign(id, org, by)));
  });

await runOnStores(command);

interface Deciding {
  reason: string;
  dryRun?: true;
}

function decision(name: string, description: string): Command {
  return command
    .command(name)
    .description(description)
    .argument('<id>', 'the delivery, as list names it')
    .requiredOption('--reason <text>', 'why, for the audit', reasonText)
    .option('--dry-run', 'shows what it would change, and changes nothing');
}

function atDesk(work: (desk: DeliveryDesk) => Promise<Outcome>): Promise<Outcome> {
  return withStores(clock, (stores, config) => work(new DeliveryDesk(stores, config, clock)));
}

function report(outcome: Outcome): void {
  if ('refused' in outcome) refuse(outcome.refused);
  for (const line of outcome.changes === null ? [] : changeLines(outcome.changes)) {
    console.log(line);
  }
  console.log(outcome.done);
}

function refuse(message: string): never {
  return command.error(message, { exitCode: 1 });
}

function limit(text: string): number {
  const parsed = wholeNumber(1, 1000).safeParse(text);
  if (!parsed.success) throw new InvalidArgumentError('It is a whole number from 1 to 1000.');
  return parsed.data;
}

function reasonText(text: string): string {
  const reason = text.trim();
  if (reason === '' || reason.length > 1000) {
    throw new InvalidArgumentError('A reason has 1 to 1000 characters.');
  }
  return reason;
}
