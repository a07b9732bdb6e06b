import { writeSync } from 'node:fs';

// Preloaded into a process, it measures the turns of its event loop: the longest by the clock, and the longest by what
// it took of the processor, which leaves out what other programs on the machine took meanwhile. On SIGUSR2 it says the
// two, in milliseconds, as a line of JSON on the error output, and begins anew.

let clock = performance.now();
let cpu = process.threadCpuUsage();
let longest = { clock: 0, cpu: 0 };

function look(): void {
  const { user, system } = process.threadCpuUsage(cpu);
  longest = {
    clock: Math.max(longest.clock, Math.round(performance.now() - clock)),
    cpu: Math.max(longest.cpu, Math.round((user + system) / 1000)),
  };
  clock = performance.now();
  cpu = process.threadCpuUsage();
  setTimeout(look, 1).unref();
}
look();

process.on('SIGUSR2', () => {
  writeSync(2, `${JSON.stringify(longest)}\n`);
  longest = { clock: 0, cpu: 0 };
});
