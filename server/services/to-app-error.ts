import { ZodError } from 'zod';
import { isDiskFull, isPassingFault } from '../../db/database-fault.ts';
import { AppError } from '../faults/app-error.ts';

/** What a person is told about any fault: our own errors as they are, the database's by class, everything else as a bug. */
export function toAppError(fault: unknown): AppError {
  if (fault instanceof AppError) return fault;
  if (fault instanceof ZodError) return new AppError('bad-request', describeZod(fault), { cause: fault });
  if (isDiskFull(fault)) {
    return new AppError(
      'storage-full',
      'The disk that holds the data folder is full, so nothing was changed. Free some space there and try again.',
      { cause: fault },
    );
  }
  if (isPassingFault(fault)) {
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

function describeZod(error: ZodError): string {
  return error.issues
    .slice(0, 5)
    .map((issue) => (issue.path.length > 0 ? `${issue.path.join('.')}: ${issue.message}` : issue.message))
    .join('; ');
}
