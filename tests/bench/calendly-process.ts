import { startSimulator } from '../../adapters/simulator/start-simulator.ts';
import { answer } from './child.ts';

// A Calendly with a history, whose first user anybody may connect. Its settings are the first argument.

const simulator = await startSimulator(JSON.parse(process.argv[2] ?? '{}'));

answer(
  async () => ({
    url: simulator.url,
    token: simulator.personalAccessToken(),
    calls: Object.values(simulator.allCalls).reduce((sum, { calls }) => sum + calls, 0),
  }),
  () => simulator.stop(),
);
