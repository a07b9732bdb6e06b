import { type DestinationStream, pino } from 'pino';

/** What is more leaves at once, in several pieces (sonic-boom's own bound). */
const largestWrite = 16 * 1024 - 1;

/**
 * Standard output, written to once a turn of the event loop: under load dozens of lines leave together. What a turn
 * logged is out before the next one begins, and before the process exits.
 */
export function onceATurn(): DestinationStream {
  const output = pino.destination({ dest: 1, sync: true, minLength: largestWrite });
  let due: NodeJS.Immediate | undefined;
  const flush = () => {
    due = undefined;
    output.flushSync();
  };
  process.once('exit', flush);
  return {
    write(line: string) {
      output.write(line);
      due ??= setImmediate(flush);
    },
  };
}
