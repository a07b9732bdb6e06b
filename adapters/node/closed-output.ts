/** Ends the process when its output is closed, as in `npm run doctor | head`. The exit code does not change. */
export function endOnClosedOutput(): void {
  for (const output of [process.stdout, process.stderr]) {
    output.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit();
      throw error;
    });
  }
}
