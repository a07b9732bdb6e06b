import { describe, expect, test } from '@jest/globals';
import { emailAddress } from '../../src/domain/email-address.ts';

describe('an e-mail address', () => {
  test.each([
    ['is trimmed', ' \tada@example.com\n', 'ada@example.com'],
    ['is lower case', 'Ada@EXAMPLE.Com', 'ada@example.com'],
    ['is composed', 'zoe\u0308@example.com', 'zo\u00eb@example.com'],
    ['is composed and lower case', 'ZOE\u0308@example.com', 'zo\u00eb@example.com'],
    [
      'has its international domain in ASCII',
      'ada@B\u00fccher.example',
      'ada@xn--bcher-kva.example',
    ],
    ['keeps its dots', 'a.d.a@example.com', 'a.d.a@example.com'],
    ['keeps its tag', 'ada+crm@example.com', 'ada+crm@example.com'],
    ['keeps an @ in its quoted side', '"a@b"@example.com', '"a@b"@example.com'],
    ['keeps a domain that looks like a number', 'ada@1.2', 'ada@1.2'],
    ['keeps an address literal', 'ada@[127.0.0.1]', 'ada@[127.0.0.1]'],
  ])('%s', (_, text, address) => {
    expect(emailAddress(text)).toBe(address);
  });

  test.each([
    ['nothing', ''],
    ['white space', '  '],
    ['no @', 'ada.example.com'],
    ['nobody at a domain', '@example.com'],
    ['somebody at no domain', 'ada@'],
    ['white space inside', 'ada lovelace@example.com'],
    ['a control character', 'ada\u0000@example.com'],
    ['more than 320 characters', `${'a'.repeat(320)}@example.com`],
    ['a domain that cannot be', 'ada@b\u00fccher<.example'],
    ['a domain and a path', 'ada@b\u00fccher.example/ada'],
    ['a domain and a port', 'ada@b\u00fccher.example:25'],
    ['a domain and a query', 'ada@b\u00fccher.example?subject=x'],
  ])('is not made of %s', (_, text) => {
    expect(emailAddress(text)).toBeNull();
  });

  test('has one spelling, which is its own', () => {
    const once = emailAddress(' Zoe\u0308+A.B@B\u00fccher.example');

    expect(emailAddress(String(once))).toBe(once);
  });
});
