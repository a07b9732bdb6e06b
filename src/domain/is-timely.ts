import type { VerifiedDelivery } from './delivery.ts';

/** True when a delivery counts as just signed by at least one of these clocks. */
export function isTimely(
  { timelyBetween }: Pick<VerifiedDelivery, 'timelyBetween'>,
  clocks: readonly (Date | null)[],
): boolean {
  if (timelyBetween === null) return true;
  const { from, to } = timelyBetween;
  return clocks.some((now) => now !== null && now >= from && now <= to);
}
