/** Resolves after that time, or at once when `hurry` is aborted. */
export function passed(milliseconds: number, hurry: AbortSignal): Promise<void> {
  if (milliseconds === 0 || hurry.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      hurry.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    hurry.addEventListener('abort', done);
  });
}
