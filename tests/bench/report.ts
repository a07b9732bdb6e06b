import type { Contender } from './contenders.ts';
import { type Figures, median } from './figures.ts';

export interface Report {
  rounds: number;
  seconds: number;
  rows: Row[];
  targets: Target[];
}

interface Row {
  name: string;
  label: string;
  /** Medians over the rounds. */
  perSecond: number;
  /** The median of each round's ratio: what slows a whole round down slows both sides of it. */
  toYardstick: number;
  p50: number | null;
  p99: number | null;
  each: number[];
}

interface Target {
  what: string;
  wanted: number;
  ratio: number;
}

export function reportOf(
  contenders: readonly Contender[],
  all: ReadonlyMap<string, readonly Figures[]>,
  settings: { rounds: number; seconds: number },
): Report {
  const rates = (name: string) => (all.get(name) ?? []).map(({ rate }) => rate);
  const ratio = (name: string, to: string) =>
    median(rates(name).map((rate, round) => rate / (rates(to)[round] ?? Number.NaN)));
  const rows = contenders.map(({ name, label }) => ({
    name,
    label,
    perSecond: median(rates(name)),
    toYardstick: ratio(name, 'yardstick'),
    p50: middle(all.get(name) ?? [], 'p50'),
    p99: middle(all.get(name) ?? [], 'p99'),
    each: rates(name),
  }));
  const targets = [
    { what: '16 organizations ÷ yardstick', wanted: 1.5, ratio: ratio('service16', 'yardstick') },
    {
      what: '16 organizations ÷ the same writes through node-postgres',
      wanted: 1,
      ratio: ratio('service16', 'nodeYardstick'),
    },
    { what: '1 organization ÷ yardstick', wanted: 1, ratio: ratio('service1', 'yardstick') },
    {
      what: '16 organizations ÷ one unit of work a request',
      wanted: 10,
      ratio: ratio('service16', 'unitOfWork'),
    },
  ];
  return { ...settings, rows, targets: targets.filter((target) => !Number.isNaN(target.ratio)) };
}

function middle(figures: readonly Figures[], key: 'p50' | 'p99'): number | null {
  const known = figures.map((each) => each[key]).filter((value) => value !== null);
  return known.length === 0 ? null : median(known);
}

export function tableOf({ rows, targets, rounds, seconds }: Report): string {
  const width = Math.max(...rows.map(({ label }) => label.length));
  const lines = rows.map(({ label, perSecond, toYardstick, p50, p99 }) =>
    [
      label.padEnd(width),
      perSecond.toFixed(0).padStart(6),
      toYardstick.toFixed(2).padStart(7),
      (p50 === null || p99 === null ? '' : `${p50.toFixed(1)} / ${p99.toFixed(1)}`).padStart(15),
    ].join('  '),
  );
  const head = [
    'Durable webhooks per second'.padEnd(width),
    '   / s',
    '  ratio',
    '   p50 / p99 ms',
  ];
  const verdicts = targets.map(
    ({ what, wanted, ratio }) =>
      `${ratio >= wanted ? 'reached' : 'missed '}  ${what}: ${ratio.toFixed(2)}, target ${wanted}`,
  );
  return [
    head.join('  '),
    ...lines,
    '',
    ...verdicts,
    '',
    `Medians of ${rounds} rounds of ${seconds} s each, one contender after another in every round.`,
    'Every row and every realtime event was counted against what was acknowledged.',
  ].join('\n');
}
