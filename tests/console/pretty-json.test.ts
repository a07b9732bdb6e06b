import { expect, test } from '@jest/globals';
import { prettyJson } from '../../adapters/console/deliveries/pretty-json.ts';

const most = 10_000;

test('each value stands on a line of its own, and texts and numbers stay as they came', () => {
  const pretty = prettyJson('{"a":[1.50,{}],"b":"x, {y}: \\"z\\"","c":[]}', most);

  expect(pretty).toBe(
    [
      '{',
      '  "a": [',
      '    1.50,',
      '    {}',
      '  ],',
      '  "b": "x, {y}: \\"z\\"",',
      '  "c": []',
      '}',
    ].join('\n'),
  );
});

test.each(['not json', '', '"text"', '7'])('%j is shown as it came only', (text) => {
  expect(prettyJson(text, most)).toBeNull();
});

test('a text that was cut is shown as far as it goes', () => {
  expect(prettyJson('{"a": {"b": "cu', most)).toBe('{\n  "a": {\n    "b": "cu');
});

test.each([
  ['deeply nested', '['.repeat(60_000)],
  ['closed more often than opened', `[${']'.repeat(60_000)}`],
  ['one long list', `[${'1,'.repeat(30_000)}`],
  ['full of marks that end no text', `[${'\\"'.repeat(30_000)}`],
])('a hostile body stays within the bound: %s', (_, text) => {
  expect(prettyJson(text, most)?.length).toBeLessThanOrEqual(most + 100);
});
