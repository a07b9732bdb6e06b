import { expect, test } from '@jest/globals';
import { simulateLine } from '../../adapters/wire/simulate-line.ts';

const line = 'npm run simulate -- book --email ada@example.com';

test.each([
  ['http://localhost:3000', null, line],
  ['http://127.0.0.1:3000', null, line],
  ['http://[::1]:3923', null, `PORT=3923 ${line}`],
  ['http://localhost', null, `PORT=80 ${line}`],
  ['http://0.0.0.0:3000', '/srv/data', `DATA_DIR=/srv/data ${line}`],
  ['http://localhost:3000', "/it's here", `DATA_DIR='/it'\\''s here' ${line}`],
  ['http://192.168.1.5:3000', null, `${line} --url http://192.168.1.5:3000`],
  ['https://crm.example', null, `${line} --url https://crm.example`],
])('a service at %s with its data in %s is told a booking by a line that says so', (...told) => {
  const [url, dataDir, expected] = told;

  expect(simulateLine(url, dataDir)).toBe(expected);
});
