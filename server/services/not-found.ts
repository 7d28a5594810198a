import { AppError } from '../faults/app-error.ts';

/** The same answer whether it never was, was deleted, or belongs to another tenant. */
export function notFound(what: string): AppError {
  return new AppError(
    'not-found',
    `There is no such ${what}; it may have been deleted. Go back to the list and reload it.`,
  );
}
