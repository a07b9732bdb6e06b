const lookMilliseconds = 500;

/**
 * Calls `gone` when the process that started this one is gone. npm passes on SIGTERM and SIGINT; when it dies by SIGHUP
 * or SIGKILL, its child gets no signal. On Windows an orphan keeps its parent's id, so the end is never noticed there.
 */
export function onParentGone(gone: () => void): void {
  const parent = process.ppid;
  const looking = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(looking);
    gone();
  }, lookMilliseconds);
  looking.unref();
}
