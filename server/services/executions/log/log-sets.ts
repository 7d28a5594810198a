import type { SQL } from 'drizzle-orm';
import type { SeqSet } from '../../../../core/log/seq-set.ts';
import type { LogLevel } from '../../../../core/ports/operation.ts';
import type { Db } from '../../../../db/client.ts';
import { findConditions, matchConditions } from '../../../../db/repositories/event-filter.ts';
import { listMatches, listNotable } from '../../../../db/repositories/event-search.ts';
import type { LogFilterInput, LogFindInput } from '../../../api/contract.ts';
import { LogScan, type Look } from './log-scan.ts';
import { searchWithin } from './search-faults.ts';

/** Which lines of which log; `lastSeq` as it is now. */
export interface LogQuery {
  executionId: string;
  lastSeq: number;
  filter: LogFilterInput;
  find?: LogFindInput | undefined;
}

type NotableLevel = Exclude<LogLevel, 'info'>;
type LevelSets = Record<NotableLevel, SeqSet>;

const mostBytes = 16 * 1024 * 1024;

/**
 * Which lines match which filter, kept for as long as there is room. A log only ever grows at its end, so each of its
 * lines is looked at once for a filter, and everything else (counts, places, hits) is found in memory.
 */
export class LogSets {
  readonly #db: Db;
  /** The one that was used last comes last. */
  readonly #scans = new Map<string, LogScan>();

  constructor(db: Db) {
    this.#db = db;
  }

  /** The lines that match, up to `lastSeq`. */
  async matching(query: LogQuery): Promise<SeqSet> {
    const scan = this.#scanOf(query);
    await scan.cover(query.lastSeq);
    this.#makeRoom();
    return scan.first;
  }

  /** The same when nothing has to be looked at for it; otherwise null. */
  known(query: LogQuery): SeqSet | null {
    const scan = this.#scans.get(keyOf(query));
    return scan !== undefined && scan.covered >= query.lastSeq ? scan.first : null;
  }

  /** The first `count` matching lines after one, or the last before one; looked for from there on. */
  async nearest(
    query: LogQuery,
    { count, ...place }: { count: number } & ({ after: number } | { before: number }),
  ): Promise<number[]> {
    const scan = this.#scanOf(query);
    const { lastSeq } = query;
    const found = await ('after' in place
      ? scan.after(place.after, count, lastSeq)
      : scan.before(place.before, count, lastSeq));
    this.#makeRoom();
    return found;
  }

  /** The lines of each level but `info`. */
  async levels(executionId: string, lastSeq: number): Promise<LevelSets> {
    const scan = this.#kept(executionId, () => {
      const look: Look = async (after, to) => {
        const found = await listNotable(this.#db, { executionId, after, to });
        return notableLevels.map((level) => found.get(level) ?? []);
      };
      return new LogScan(look, notableLevels.length);
    });
    await scan.cover(lastSeq);
    this.#makeRoom();
    return Object.fromEntries(notableLevels.map((level, place) => [level, scan.sets[place]])) as LevelSets;
  }

  #scanOf(query: LogQuery): LogScan {
    const { executionId, filter, find } = query;
    return this.#kept(keyOf(query), () => {
      const conditions = conditionsOf(filter, find);
      return new LogScan(async (after, to) => [
        await searchWithin(this.#db, (tx) => listMatches(tx, { executionId, after, to }, conditions)),
      ]);
    });
  }

  #kept(key: string, make: () => LogScan): LogScan {
    const scan = this.#scans.get(key) ?? make();
    this.#scans.delete(key);
    this.#scans.set(key, scan);
    return scan;
  }

  #makeRoom(): void {
    let bytes = 0;
    for (const [key, { size }] of [...this.#scans].reverse()) {
      bytes += size;
      if (bytes > mostBytes) this.#scans.delete(key);
    }
  }
}

const notableLevels: readonly NotableLevel[] = ['debug', 'warning', 'error', 'critical'];

/** What a query asks of each line. */
export function conditionsOf(filter: LogFilterInput, find?: LogFindInput | undefined): SQL[] {
  return [...matchConditions(filter), ...(find === undefined ? [] : findConditions(find))];
}

function keyOf({ executionId, filter, find }: LogQuery): string {
  const { text, regex, matchCase, level, types, node, instance, operation, task, from, to } = filter;
  const asked = [text, regex, matchCase, level, types, node, instance, operation, task, from, to];
  const sought =
    find === undefined ? [] : 'text' in find ? [find.text, find.regex, find.matchCase] : [find.level, find.andUp];
  return JSON.stringify([executionId, asked, find === undefined ? null : 'text' in find, sought]);
}
