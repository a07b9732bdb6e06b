import { type DestinationStream, pino } from 'pino';

/**
 * Standard output, written once per turn of the event loop: under load dozens of lines are written together. A turn's
 * lines are written before the next turn begins, and before the process exits.
 */
export function onceATurn(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: true });
  let lines = '';
  let due: NodeJS.Immediate | undefined;
  // The destination's own buffer is not used: it syncs the disk at every flush.
  const flush = () => {
    due = undefined;
    if (lines !== '') output.write(lines);
    lines = '';
  };
  process.once('exit', flush);
  return {
    write(line: string) {
      lines += line;
      due ??= setImmediate(flush);
    },
  };
}
