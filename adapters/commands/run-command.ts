import type { Command } from 'commander';
import { endOnClosedOutput } from '../node/closed-output.ts';
import { exitConfig, startFailure } from '../running/start-failure.ts';

/** Runs the command that was typed. Unusable settings end it with a message that says how to correct them. */
export async function runCommand(command: Command): Promise<void> {
  endOnClosedOutput();
  try {
    await command.parseAsync();
  } catch (error) {
    const failure = startFailure(error);
    if (failure === null) throw error;
    command.error(failure, { exitCode: exitConfig });
  }
}
