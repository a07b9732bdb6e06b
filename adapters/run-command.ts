import type { Command } from 'commander';
import { exitConfig, startFailure } from './start-failure.ts';

/** Runs what was asked for on the command line. Settings that cannot be used end it with what to do about them. */
export async function runCommand(command: Command): Promise<void> {
  try {
    await command.parseAsync();
  } catch (error) {
    const failure = startFailure(error);
    if (failure === null) throw error;
    command.error(failure, { exitCode: exitConfig });
  }
}
