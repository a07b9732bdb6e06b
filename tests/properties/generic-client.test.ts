import { test } from '@jest/globals';
import { askAnything } from './generic-client.ts';

// oxlint-disable-next-line jest/expect-expect -- asking expects
test('a client that knows the OpenAPI document alone finds no fault and no answer that it does not tell of', async () => {
  await askAnything(150);
}, 60_000);
