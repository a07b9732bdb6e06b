import type { CalendlyStatus } from '../../wire/calendly-status.ts';

export type Light = 'good' | 'attention' | 'broken' | 'off';

/** The state of a connection as a colour. */
export function lineLight({ state, problems }: Pick<CalendlyStatus, 'state' | 'problems'>): Light {
  if (state === 'disconnected') return 'off';
  if (state === 'reconnect_required') return 'broken';
  return problems.length > 0 ? 'attention' : 'good';
}
