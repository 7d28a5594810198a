import { expect, test } from 'vitest';
import { isDiskFull, isPassingFault, reasonOf } from './database-fault.ts';

const coded = (code: string, message = 'refused'): Error => Object.assign(new Error(message), { code });

test('lost connections, short resources and restarts pass; mistakes do not', () => {
  for (const code of ['57P01', '08006', '53100', '53300', '40001', 'ECONNREFUSED', 'ENOENT', 'EPIPE']) {
    expect(isPassingFault(coded(code)), code).toBe(true);
  }
  expect(isPassingFault(new Error('Connection terminated unexpectedly'))).toBe(true);
  expect(isPassingFault(new AggregateError([coded('ECONNREFUSED')]))).toBe(true);
  for (const code of ['23505', '42P01', '22P05']) expect(isPassingFault(coded(code)), code).toBe(false);
  expect(isPassingFault('ECONNREFUSED')).toBe(false);
});

test('the cause decides, and only its words are passed on', () => {
  const outer = new Error('Failed query: insert into secret values ($1)\nparams: hunter2', {
    cause: coded('53100', 'could not extend file: No space left on device'),
  });
  expect(isPassingFault(outer)).toBe(true);
  expect(isDiskFull(outer)).toBe(true);
  expect(isDiskFull(coded('53300'))).toBe(false);
  expect(reasonOf(outer)).toBe('could not extend file: No space left on device');
  expect(reasonOf('text')).toBe('text');
});
