import { until } from './a-socket.ts';

/**
 * Waits until `/readyz` answers 200. One question is not enough: a service whose event loop stood still a moment ago is
 * not ready for one second, and a busy machine does that to it.
 */
export function untilReady(
  service: { get(path: string): Promise<{ readonly status: number }> },
  seconds = 30,
): Promise<void> {
  return until(async () => (await service.get('/readyz')).status === 200, 'readiness', seconds);
}
