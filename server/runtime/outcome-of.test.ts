import { expect, test } from 'vitest';
import { NonRecoverableError, OperationRetry, RecoverableError } from '../../core/ports/operation.ts';
import { outcomeOfFault } from './outcome-of.ts';

test('only NonRecoverableError is final', () => {
  expect(outcomeOfFault(new NonRecoverableError('no'))).toEqual({
    status: 'failed',
    error: { type: 'NonRecoverableError', message: 'no' },
    recoverable: false,
  });
  expect(outcomeOfFault(new TypeError('oops'))).toMatchObject({ recoverable: true, error: { type: 'TypeError' } });
  expect(outcomeOfFault('text')).toMatchObject({ recoverable: true, error: { type: 'Error', message: 'text' } });
});

test('the time of the next attempt is passed on', () => {
  expect(outcomeOfFault(new RecoverableError('busy', 7))).toMatchObject({ recoverable: true, retryAfter: 7 });
  expect(outcomeOfFault(new RecoverableError('busy'))).not.toHaveProperty('retryAfter');
  expect(outcomeOfFault(new OperationRetry('later', 3))).toEqual({ status: 'retry', message: 'later', retryAfter: 3 });
});

test('causes are told, to a depth', () => {
  const fault = new Error('outer', { cause: new Error('inner') });
  expect(outcomeOfFault(fault)).toMatchObject({ error: { causes: [{ type: 'Error', message: 'inner' }] } });
  const loop = new Error('loop');
  loop.cause = loop;
  expect(() => outcomeOfFault(loop)).not.toThrow();
});
