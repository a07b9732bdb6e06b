/** Runs `work` soon after it is asked for, however often, but never twice within `everyMs`. */
export function pace(everyMs: number, work: () => void): (() => void) & { cancel(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastRun = Number.NEGATIVE_INFINITY;
  const run = () => {
    timer = undefined;
    lastRun = performance.now();
    work();
  };
  const ask = () => {
    timer ??= setTimeout(run, Math.max(50, lastRun + everyMs - performance.now()));
  };
  return Object.assign(ask, { cancel: () => clearTimeout(timer) });
}
