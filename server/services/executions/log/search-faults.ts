import type { Db, Tx } from '../../../../db/client.ts';
import { badPatternReason, isCancelledStatement } from '../../../../db/database-fault.ts';
import { limitStatements } from '../../../../db/repositories/event-search.ts';
import { AppError } from '../../../faults/app-error.ts';

/** How long one look at a part of a log may take. */
const longestMs = 10_000;

/**
 * Searches with a limit of time, so that a pattern that never ends takes no connection away from others.
 * @throws AppError that says what to do, when the pattern is wrong or takes too long
 */
export async function searchWithin<T>(db: Db, search: (tx: Tx) => Promise<T>, patienceMs = longestMs): Promise<T> {
  try {
    return await db.transaction(
      async (tx) => {
        await limitStatements(tx, patienceMs);
        return await search(tx);
      },
      { accessMode: 'read only' },
    );
  } catch (fault) {
    throw toSearchFault(fault, patienceMs);
  }
}

function toSearchFault(fault: unknown, patienceMs: number): unknown {
  const problem = badPatternReason(fault);
  if (problem !== null) {
    return new AppError(
      'bad-request',
      `The pattern is not a regular expression: ${problem}. Mend the pattern, or search for it as plain text.`,
      { cause: fault },
    );
  }
  if (isCancelledStatement(fault)) {
    return new AppError(
      'bad-request',
      `Searching this log took longer than ${patienceMs / 1000} s and was stopped. Use a simpler pattern, or narrow the log down by node, level or time first.`,
      { cause: fault },
    );
  }
  return fault;
}
