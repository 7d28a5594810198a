import { TRPCError } from '@trpc/server';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc';
import { ZodError } from 'zod';
import { AppError, type AppErrorCode } from '../faults/app-error.ts';
import { toAppError } from '../services/to-app-error.ts';
import type { ErrorData } from './contract.ts';

const trpcCodes: Record<AppErrorCode, TRPC_ERROR_CODE_KEY> = {
  'bad-request': 'BAD_REQUEST',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  'not-found': 'NOT_FOUND',
  conflict: 'CONFLICT',
  'too-large': 'PAYLOAD_TOO_LARGE',
  'too-many-requests': 'TOO_MANY_REQUESTS',
  unavailable: 'SERVICE_UNAVAILABLE',
  'storage-full': 'SERVICE_UNAVAILABLE',
  internal: 'INTERNAL_SERVER_ERROR',
};

export function toTrpcError(fault: unknown): TRPCError {
  const error = fromAny(fault);
  return new TRPCError({ code: trpcCodes[error.code], message: error.message, cause: error });
}

/** What is in a fault of the API for its client. */
export function errorData(fault: unknown): ErrorData {
  const { code, kind, retryAfter } = fromAny(fault);
  return { errorCode: code, kind, retryAfter: retryAfter ?? null };
}

/** As `toAppError`, for what tRPC itself throws too: bad input, unknown procedures, batches that are too large. */
export function fromAny(fault: unknown): AppError {
  if (!(fault instanceof TRPCError)) return toAppError(fault);
  const { cause, code } = fault;
  if (cause instanceof AppError || cause instanceof ZodError) return toAppError(cause);
  if (code === 'INTERNAL_SERVER_ERROR') return toAppError(cause ?? fault);
  const known = (Object.keys(trpcCodes) as AppErrorCode[]).find((key) => trpcCodes[key] === code);
  return new AppError(known ?? 'bad-request', fault.message, { cause: fault });
}
