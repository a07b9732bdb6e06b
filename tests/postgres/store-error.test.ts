import { describe, expect, test } from '@jest/globals';
import {
  outcomeOf,
  sqlstateClasses,
  sqlstateExceptions,
} from '../../adapters/postgres/database/sqlstate-outcomes.ts';
import { storeError } from '../../adapters/postgres/database/store-error.ts';
import {
  StoreConflict,
  StoreRefused,
  StoreTrouble,
  StoreUnavailable,
  StreamBusy,
} from '../../src/domain/errors.ts';

/** The classes of "PostgreSQL Error Codes", appendix A of the manual of PostgreSQL 18. */
const classesOf18 =
  '00 01 02 03 08 09 0A 0B 0F 0L 0P 0Z 10 20 21 22 23 24 25 26 27 28 2B 2D 2F 34 38 39 3B 3D 3F 40 42 44 53 54 55 57 58 72 F0 HV P0 XX'.split(
    ' ',
  );

const failed = (code: string) => Object.assign(new Error('refused'), { code });

describe('an error of PostgreSQL', () => {
  test('of every class of version 18 has its outcome', () => {
    expect(Object.keys(sqlstateClasses).toSorted()).toEqual(classesOf18.toSorted());
  });

  test.each(classesOf18.filter((code) => code !== '22' && code !== '23'))(
    "of class %s is never the delivery's fault",
    (code) => {
      for (const rest of ['000', '001', '006', '100', 'P01', 'ZZZ']) {
        expect(storeError(failed(code + rest))).toBeInstanceOf(StoreTrouble);
      }
    },
  );

  test.each(['22001', '22021', '22P02', '22P05', '23502', '23503', '23514', '23P01'])(
    "%s is the row's own fault",
    (code) => {
      const error = failed(code);

      expect(storeError(error)).toBe(error);
    },
  );

  test.each([
    ['25006', StoreUnavailable],
    ['25P03', StoreUnavailable],
    ['26000', StoreUnavailable],
    ['28P01', StoreUnavailable],
    ['53300', StoreUnavailable],
    ['57P03', StoreUnavailable],
    ['ECONNRESET', StoreUnavailable],
    ['23505', StoreConflict],
    ['40001', StoreConflict],
    ['40P01', StoreConflict],
    ['55P03', StreamBusy],
    ['42501', StoreRefused],
    ['53100', StoreRefused],
    ['53200', StoreRefused],
    ['57014', StoreUnavailable],
    ['58030', StoreRefused],
    ['42P01', StoreRefused],
    ['54000', StoreRefused],
    ['P0001', StoreRefused],
    ['XX000', StoreRefused],
    ['ZZ999', StoreRefused],
  ])('%s is %p', (code, kind) => {
    expect(storeError(failed(code))).toBeInstanceOf(kind);
  });

  test('without a code came from the connection', () => {
    expect(storeError(new Error('Connection terminated'))).toBeInstanceOf(StoreUnavailable);
  });

  test('that nobody knows is unknown', () => {
    expect(outcomeOf('99999')).toBe('unknown');
    expect(Object.keys(sqlstateExceptions)).toEqual(['23505', '53300', '55P03']);
  });
});
