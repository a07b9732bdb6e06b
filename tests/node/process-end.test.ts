import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { bounds } from '../../src/domain/bounds.ts';

const processEnd = join(import.meta.dirname, '../../adapters/node/process-end.ts');

test('a process whose end takes longer than its bound ends with 1', async () => {
  expect(await codeOf({ bound: 100, end: '() => new Promise(() => undefined)' }, 'SIGTERM')).toBe(
    1,
  );
});

test('a process whose end fails ends with 1', async () => {
  const end = `async () => { throw new Error('a flaw'); }`;

  expect(await codeOf({ bound: 60_000, end }, 'SIGTERM')).toBe(1);
});

test('a third signal ends a process at once with 1', async () => {
  const end = '() => new Promise(() => undefined)';

  expect(await codeOf({ bound: 60_000, end }, 'SIGTERM', 'SIGINT', 'SIGHUP')).toBe(1);
});

test('the bound on the end of a process leaves every part of it its own', () => {
  const { answersUnderWay, lastMoment, closing, jobsClosing, stopping } = bounds;
  // Sockets, webhooks, metrics and stores.
  const parts = lastMoment.value + answersUnderWay.value + 4 * closing.value + jobsClosing.value;

  expect(parts).toBeLessThan(stopping.value);
});

/** The exit code of a process with that end, which hears these signals. */
async function codeOf(
  { bound, end }: { bound: number; end: string },
  ...signals: NodeJS.Signals[]
): Promise<number | null> {
  const script = `
    import { onProcessEnd } from ${JSON.stringify(processEnd)};
    const nothing = () => undefined;
    onProcessEnd({ bound: ${bound}, sameWishWithin: 0, endsWithParent: false, failed: nothing, end: ${end} });
    setInterval(nothing, 60_000);
    console.log('runs');`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  const closed = once(child, 'close');
  await once(child.stdout, 'data');
  for (const signal of signals) {
    child.kill(signal);
    // A system may merge signals of one kind that come together, and keeps no order.
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await closed;
  return child.exitCode;
}
