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
])(
  'a booking is sent to a service at %s with its data in %s by a command that names them',
  (...row) => {
    const [url, dataDir, expected] = row;

    expect(simulateLine(url, dataDir)).toBe(expected);
  },
);
