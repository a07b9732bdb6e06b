import { test } from '@jest/globals';
import { askAnything } from '../properties/generic-client.ts';

// oxlint-disable-next-line jest/expect-expect -- asking expects
test('a client that knows the OpenAPI document alone finds no fault in ten thousand requests', async () => {
  await askAnything(10_000);
}, 1_000_000);
