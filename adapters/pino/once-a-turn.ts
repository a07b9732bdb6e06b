import { type DestinationStream, pino } from 'pino';

/**
 * Standard output, written to once a turn of the event loop: under load dozens of lines leave together. What a turn
 * logged is out before the next one begins, and before the process exits.
 */
export function onceATurn(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: true });
  let lines = '';
  let due: NodeJS.Immediate | undefined;
  // Not the destination's own buffer: it asks the disk to sync whenever it is flushed.
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
