import { setTimeout as delay } from 'node:timers/promises';
import vm from 'node:vm';
import { TestEnvironment } from 'jest-environment-node';

const settleMs = 2_000;

/**
 * Fails a test file that leaves a timer, socket, server or child process behind.
 * Jest itself only prints a hint about those, and not at all for its workers.
 */
export default class LeakCheckingEnvironment extends TestEnvironment {
  #before = [];

  /**
   * A context whose globals are as quick as Node's own. The one that Jest makes here, by `vm.createContext`, looks each
   * of them up in a proxy, which takes a sixth of the time of all tests; it is there to delete afterwards what tests
   * put on the global object, which these do not.
   */
  constructor(...given) {
    const { createContext } = vm;
    vm.createContext = () => createContext(vm.constants.DONT_CONTEXTIFY);
    try {
      super(...given);
    } finally {
      vm.createContext = createContext;
    }
  }

  async setup() {
    await super.setup();
    // They open when first read, and an import of node:process reads them all.
    void [process.stdin, process.stdout, process.stderr];
    this.#before = process.getActiveResourcesInfo();
  }

  async handleTestEvent(event, state) {
    if (event.name !== 'run_finish') return;
    const left = await this.#leftRunning();
    if (left.length === 0) return;
    state.unhandledErrors.push(
      new Error(`Left running after the last test of this file: ${left.join(', ')}`),
    );
  }

  async #leftRunning() {
    const deadline = Date.now() + settleMs;
    for (;;) {
      const left = difference(process.getActiveResourcesInfo(), this.#before);
      if (left.length === 0 || Date.now() > deadline) return left;
      await delay(20, undefined, { ref: false });
    }
  }
}

function difference(now, before) {
  const known = [...before];
  return now.filter((type) => {
    const at = known.indexOf(type);
    if (at >= 0) known.splice(at, 1);
    return at < 0;
  });
}
