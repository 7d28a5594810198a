import { TRPCError } from '@trpc/server';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../faults/app-error.ts';
import { toAppError } from '../services/to-app-error.ts';
import { errorData, fromAny, toTrpcError } from './errors.ts';

function databaseError(code: string): Error {
  const driver = Object.assign(new Error(`could not extend file "base/1/2": text of the driver`), { code });
  return new Error('Failed query: insert into "secret" values ($1)', { cause: driver });
}

describe('faults as people see them', () => {
  it('says that the disk is full, and nothing of the statement', () => {
    const error = toAppError(databaseError('53100'));
    expect(error).toMatchObject({ code: 'storage-full', kind: 'operational' });
    expect(error.message).toMatch(/disk .* is full/);
    expect(error.message).not.toMatch(/insert|base/);
    expect(toTrpcError(error).code).toBe('SERVICE_UNAVAILABLE');
  });

  it.each(['57P01', '08006', 'ECONNREFUSED'])('says that the database is away for %s', (code) => {
    expect(toAppError(databaseError(code))).toMatchObject({ code: 'unavailable', retryAfter: 5 });
  });

  it('tells bugs by no more than that they are ours', () => {
    const error = toAppError(new TypeError('secret detail of x.y'));
    expect(error).toMatchObject({ code: 'internal', kind: 'bug' });
    expect(error.message).not.toContain('secret detail');
    expect(error.cause).toBeInstanceOf(TypeError);
  });

  it('keeps our own errors word for word through tRPC', () => {
    const own = new AppError('conflict', 'It is in use by "x".');
    expect(fromAny(toTrpcError(own))).toBe(own);
    expect(errorData(toTrpcError(own))).toEqual({ errorCode: 'conflict', kind: 'user', retryAfter: null });
  });

  it('names the fields of wrong input', () => {
    const result = z.strictObject({ name: z.string() }).safeParse({ name: 1 });
    const fault = new TRPCError({ code: 'BAD_REQUEST', cause: result.error });
    expect(fromAny(fault)).toMatchObject({ code: 'bad-request', message: expect.stringMatching(/^name: /) });
  });

  it('keeps what tRPC itself refuses', () => {
    expect(fromAny(new TRPCError({ code: 'NOT_FOUND', message: 'No procedure' }))).toMatchObject({ code: 'not-found' });
    expect(fromAny(new TRPCError({ code: 'METHOD_NOT_SUPPORTED', message: 'GET' }))).toMatchObject({
      code: 'bad-request',
    });
    expect(fromAny(new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'x' }))).toMatchObject({ code: 'internal' });
  });
});
