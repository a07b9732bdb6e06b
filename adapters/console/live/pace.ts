/**
 * Runs `work` soon after it is asked for, however often: never twice within `everyMs`, never while it
 * still runs, and once more when it was asked for meanwhile.
 */
export function pace(
  everyMs: number,
  work: () => Promise<unknown>,
): (() => void) & { cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastRun = Number.NEGATIVE_INFINITY;
  let isRunning = false;
  let isWanted = false;

  const run = async () => {
    timer = undefined;
    isWanted = false;
    isRunning = true;
    lastRun = performance.now();
    // The work handles its own failures. Here it only matters that it is over.
    await work().catch(() => undefined);
    isRunning = false;
    if (isWanted) ask();
  };
  const ask = () => {
    isWanted = true;
    if (isRunning || timer !== undefined) return;
    timer = setTimeout(() => void run(), Math.max(50, lastRun + everyMs - performance.now()));
  };
  const cancel = () => {
    isWanted = false;
    clearTimeout(timer);
    timer = undefined;
  };
  return Object.assign(ask, { cancel });
}
