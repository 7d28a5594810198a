import type { SQL } from 'drizzle-orm';
import { SeqSet } from '../../../../core/log/seq-set.ts';
import type { LogLevel } from '../../../../core/ports/operation.ts';
import type { Db } from '../../../../db/client.ts';
import { findConditions, matchConditions } from '../../../../db/repositories/event-filter.ts';
import { listMatches, listNotable } from '../../../../db/repositories/event-search.ts';
import type { LogFilterInput, LogFindInput } from '../../../api/contract.ts';
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

/** How many lines one query looks at; the process does other things in between. */
const stepLines = 100_000;
/** How many queries look at a log at the same time. */
const lanes = 2;
const mostBytes = 16 * 1024 * 1024;

interface Entry {
  sets: SeqSet[];
  /** Looks at the lines after `after` up to `to`; what it returns adds them, once those before them are there. */
  look(after: number, to: number): Promise<() => void>;
  /** What is under way; whoever wants more waits for it. */
  work: Promise<void>;
}

/**
 * Which lines match which filter, kept for as long as there is room. A log only ever grows at its end, so each of its
 * lines is looked at once for a filter, and everything else (counts, places, hits) is found in memory.
 */
export class LogSets {
  readonly #db: Db;
  /** The one that was used last comes last. */
  readonly #entries = new Map<string, Entry>();

  constructor(db: Db) {
    this.#db = db;
  }

  /** The lines that match, up to `lastSeq`. */
  async matching(query: LogQuery): Promise<SeqSet> {
    const { executionId, filter, find, lastSeq } = query;
    const entry = this.#entry(keyOf(query), () => {
      const set = new SeqSet();
      const conditions = conditionsOf(filter, find);
      return {
        sets: [set],
        look: async (after, to) => {
          const range = { executionId, after, to };
          const found = await searchWithin(this.#db, (tx) => listMatches(tx, range, conditions));
          return () => set.extend(found, to);
        },
        work: Promise.resolve(),
      };
    });
    await this.#cover(entry, lastSeq);
    return entry.sets[0] as SeqSet;
  }

  /** The same when nothing has to be looked at for it; otherwise null. */
  known(query: LogQuery): SeqSet | null {
    const set = this.#entries.get(keyOf(query))?.sets[0];
    return set !== undefined && set.covered >= query.lastSeq ? set : null;
  }

  /** The lines of each level but `info`. */
  async levels(executionId: string, lastSeq: number): Promise<LevelSets> {
    const entry = this.#entry(executionId, () => {
      const sets = [new SeqSet(), new SeqSet(), new SeqSet(), new SeqSet()];
      return {
        sets,
        look: async (after, to) => {
          const found = await listNotable(this.#db, { executionId, after, to });
          return () => {
            for (const [place, level] of notableLevels.entries()) sets[place]?.extend(found.get(level) ?? [], to);
          };
        },
        work: Promise.resolve(),
      };
    });
    await this.#cover(entry, lastSeq);
    return Object.fromEntries(notableLevels.map((level, place) => [level, entry.sets[place]])) as LevelSets;
  }

  async #cover(entry: Entry, lastSeq: number): Promise<void> {
    const before = entry.work.catch(() => {});
    const work = before.then(async () => {
      for (let after = coveredBy(entry); after < lastSeq; after = coveredBy(entry)) {
        const steps = Array.from({ length: lanes }, (_, lane) => after + lane * stepLines).filter(
          (from) => from < lastSeq,
        );
        const found = await Promise.all(steps.map((from) => entry.look(from, Math.min(lastSeq, from + stepLines))));
        for (const add of found) add();
      }
    });
    entry.work = work;
    await work;
    this.#makeRoom();
  }

  #entry(key: string, make: () => Entry): Entry {
    const entry = this.#entries.get(key) ?? make();
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    return entry;
  }

  #makeRoom(): void {
    let bytes = 0;
    for (const [key, entry] of [...this.#entries].reverse()) {
      for (const set of entry.sets) bytes += set.size;
      if (bytes > mostBytes) this.#entries.delete(key);
    }
  }
}

const notableLevels: readonly NotableLevel[] = ['debug', 'warning', 'error', 'critical'];

/** What a query asks of each line. */
export function conditionsOf(filter: LogFilterInput, find?: LogFindInput | undefined): SQL[] {
  return [...matchConditions(filter), ...(find === undefined ? [] : findConditions(find))];
}

function coveredBy({ sets }: Entry): number {
  return sets[0]?.covered ?? 0;
}

function keyOf({ executionId, filter, find }: LogQuery): string {
  const { text, regex, matchCase, level, types, node, instance, operation, task, from, to } = filter;
  const asked = [text, regex, matchCase, level, types, node, instance, operation, task, from, to];
  const sought =
    find === undefined ? [] : 'text' in find ? [find.text, find.regex, find.matchCase] : [find.level, find.andUp];
  return JSON.stringify([executionId, asked, find === undefined ? null : 'text' in find, sought]);
}
