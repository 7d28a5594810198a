import { type KeysetCursor, readCursor, writeCursor } from '../../db/repositories/keyset.ts';
import type { ListPage, ListRequest } from '../api/contract.ts';
import { AppError } from '../faults/app-error.ts';

const usualRows = 100;
/** Counting stops here: a list says "10,000+" rather than reading a table to its end again and again. */
export const countedUpTo = 10_000;

/** What a repository is asked for one page. */
export interface PageQuery<Sort extends string> {
  sort: Sort;
  down: boolean;
  cursor: KeysetCursor | null;
  limit: number;
}

/**
 * The order, the place and the size that a request means; `usual` is the order when it names none.
 * @throws AppError `bad-request` for a cursor that this server has not written
 */
export function pageQuery<Sort extends string>(request: ListRequest<Sort>, usual: Sort | `-${Sort}`): PageQuery<Sort> {
  const sort: string = request.sort ?? usual;
  const down = sort.startsWith('-');
  const cursor = request.cursor === undefined ? null : readCursor(request.cursor);
  if (request.cursor !== undefined && cursor === null) {
    throw new AppError('bad-request', 'This place in the list is not known. Go to the first page.');
  }
  return { sort: (down ? sort.slice(1) : sort) as Sort, down, cursor, limit: request.limit ?? usualRows };
}

/** The page that was read with one row more than asked for, in the order of the list, with the ways on and back. */
export function cutPage<T extends { id: string }>(
  read: readonly { row: T; place: string }[],
  { cursor, limit }: Pick<PageQuery<string>, 'cursor' | 'limit'>,
): { rows: T[]; previous: string | null; next: string | null } {
  const backwards = cursor?.side === 'before';
  const isMore = read.length > limit;
  const cut = read.slice(0, limit);
  const page = backwards ? cut.toReversed() : cut;
  const place = (side: KeysetCursor['side'], at: number): string | null => {
    const found = page.at(at);
    return found === undefined ? null : writeCursor({ side, value: found.place, id: found.row.id });
  };
  return {
    rows: page.map(({ row }) => row),
    previous: (backwards ? isMore : cursor !== null) ? place('before', 0) : null,
    next: backwards || isMore ? place('after', -1) : null,
  };
}

/** A page with its counts. */
export function toListPage<T>(
  page: { rows: T[]; previous: string | null; next: string | null },
  counts: { matching: number; all: number },
): ListPage<T> {
  return { ...page, ...counts, countedUpTo };
}
