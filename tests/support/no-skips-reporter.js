/** Fails the run when a test was skipped, left as a todo, or shut out by another test's `only`. */
export default class NoSkipsReporter {
  #globalConfig;
  #skipped = [];

  constructor(globalConfig) {
    this.#globalConfig = globalConfig;
  }

  onRunComplete(_contexts, results) {
    // Asked for on the command line (`-t`): the others are shut out on purpose.
    if (this.#globalConfig.testNamePattern) return;
    this.#skipped = results.testResults
      .flatMap((file) => file.testResults)
      .filter((test) => ['pending', 'todo', 'skipped', 'disabled'].includes(test.status))
      .map((test) => test.fullName);
    for (const name of this.#skipped) process.stderr.write(`Skipped: ${name}\n`);
  }

  getLastError() {
    if (this.#skipped.length > 0) return new Error(`${this.#skipped.length} tests were skipped`);
    return undefined;
  }
}
