import { expect, test } from '@jest/globals';
import { RecordingLogger } from '../../adapters/memory/recording-logger.ts';
import { type Running, stopService } from '../../adapters/running/stop-service.ts';

const never = () => new Promise<void>(() => undefined);
const atOnce = async () => undefined;

test('a part that does not close in time is logged and left behind, and the rest is closed', async () => {
  const logger = new RecordingLogger();
  const closed: string[] = [];
  const running = {
    parts: {
      httpApp: { sockets: { drain: () => undefined, closeDoor: atOnce, end: atOnce } },
      socketIoServer: { letGoWithin: () => undefined, close: never },
      commitLanes: { drained: never },
      logger,
    },
    metrics: { close: async () => void closed.push('metrics') },
    stores: { close: async () => void closed.push('stores') },
    drainMilliseconds: 0,
    stopUpkeep: async () => {
      throw new Error('a job that failed');
    },
  };

  await stopService(running as unknown as Running, new AbortController().signal);

  expect(logger.messages('warn')).toEqual([
    'The sockets did not close in time and are left behind',
    'The webhooks did not close in time and are left behind',
    'The jobs did not close',
  ]);
  expect(closed).toEqual(['metrics', 'stores']);
});
