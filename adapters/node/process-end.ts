import { onParentGone } from './parent-gone.ts';

export interface ProcessEndOptions {
  /** After this the process ends in any state. Milliseconds. */
  bound: number;
  /**
   * A signal this soon after the first one counts as the same: npm passes on a signal that a terminal or systemd sent
   * to both.
   */
  sameWishWithin: number;
  /** True when the end of the parent process counts as a signal. */
  endsWithParent: boolean;
  /** Records an unhandled failure. */
  failed: (error: Error) => void;
  /** Stops the service. A second signal aborts `hurry`. */
  end: (why: string, hurry: AbortSignal) => Promise<void>;
}

const signals = ['SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT', 'SIGBREAK'] as const;

/**
 * Ends the process in order after a signal or an unhandled failure. The exit code is 0, or 1 after a failure or past
 * the bound. A second signal hurries the end, a third one ends the process at once.
 */
export function onProcessEnd({
  bound,
  sameWishWithin,
  endsWithParent,
  failed,
  end,
}: ProcessEndOptions): void {
  const hurry = new AbortController();
  let began: number | null = null;
  let wishes = 0;
  let exitCode = 0;

  const begin = (why: string) => {
    began = performance.now();
    setTimeout(() => process.exit(1), bound).unref();
    end(why, hurry.signal).then(
      () => process.exit(exitCode),
      () => process.exit(1),
    );
  };
  const fail = (thrown: unknown) => {
    exitCode = 1;
    failed(thrown instanceof Error ? thrown : new Error(String(thrown)));
    if (began === null) begin('a failure');
  };
  const wish = (signal: NodeJS.Signals) => {
    if (wishes > 0 && began !== null && performance.now() - began < sameWishWithin) return;
    wishes += 1;
    if (wishes > 2) process.exit(1);
    if (began === null) begin(signal);
    else hurry.abort();
  };

  for (const signal of signals) process.on(signal, wish);
  if (endsWithParent) onParentGone(() => wish('SIGHUP'));
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
}
