import { TRPCError } from '@trpc/server';
import type { TRPC_ERROR_CODE_KEY } from '@trpc/server/rpc';
import { ZodError } from 'zod';
import { AppError, type AppErrorCode } from '../services/app-error.ts';
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

/** SQLSTATE classes of PostgreSQL that are nobody's mistake: 53 (no resources), 57 (stopped by its operator), 08 (connection). */
const storageFull = '53100';
const databaseAway = /^(08|57P|53[023])/;

/** What a person is told about any fault: our own errors as they are, the database's by class, the rest as a bug. */
export function toAppError(fault: unknown): AppError {
  if (fault instanceof AppError) return fault;
  if (fault instanceof ZodError) return new AppError('bad-request', describeZod(fault), { cause: fault });
  if (fault instanceof TRPCError) return fromTrpc(fault);
  const sqlState = findSqlState(fault);
  if (sqlState === storageFull || findCode(fault) === 'ENOSPC') {
    return new AppError(
      'storage-full',
      'The disk that holds the data folder is full, so nothing was changed. Free some space there and try again.',
      { cause: fault },
    );
  }
  if (
    (sqlState !== null && databaseAway.test(sqlState)) ||
    /^(ECONN|ENOENT|EPIPE|ETIMEDOUT)/.test(findCode(fault) ?? '')
  ) {
    return new AppError(
      'unavailable',
      'The database does not answer at the moment; nothing was changed. Try again shortly.',
      {
        cause: fault,
        retryAfter: 5,
      },
    );
  }
  return new AppError(
    'internal',
    'Something in Gantry itself went wrong; nothing was changed. The server log says more.',
    {
      cause: fault,
    },
  );
}

export function toTrpcError(fault: unknown): TRPCError {
  const error = toAppError(fault);
  return new TRPCError({ code: trpcCodes[error.code], message: error.message, cause: error });
}

export function errorData(fault: unknown): ErrorData {
  const error = toAppError(fault);
  return { errorCode: error.code, kind: error.kind, retryAfter: error.retryAfter ?? null };
}

function fromTrpc(fault: TRPCError): AppError {
  if (fault.cause instanceof AppError) return fault.cause;
  if (fault.cause instanceof ZodError) return toAppError(fault.cause);
  const code = (Object.keys(trpcCodes) as AppErrorCode[]).find((key) => trpcCodes[key] === fault.code);
  if (code !== undefined && code !== 'internal') return new AppError(code, fault.message, { cause: fault });
  if (fault.cause !== undefined && fault.cause !== fault) return toAppError(fault.cause);
  return fault.code === 'INTERNAL_SERVER_ERROR'
    ? new AppError('internal', 'Something in Gantry itself went wrong. The server log says more.', { cause: fault })
    : new AppError('bad-request', fault.message, { cause: fault });
}

function describeZod(error: ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => (issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message))
    .join('; ');
}

function findSqlState(fault: unknown): string | null {
  const code = findCode(fault);
  return code !== null && /^[0-9A-Z]{5}$/.test(code) && !code.startsWith('E') ? code : null;
}

/** The `code` of a fault or of the first of its causes that has one; drizzle wraps the driver's errors. */
function findCode(fault: unknown): string | null {
  for (let at = fault, depth = 0; at instanceof Error && depth < 5; at = at.cause, depth += 1) {
    if ('code' in at && typeof at.code === 'string') return at.code;
  }
  return null;
}
