import { readEvents } from '../../../../db/repositories/event.ts';
import type { EventView, LogFilterInput } from '../../../api/contract.ts';
import type { Actor } from '../../../security/actor.ts';
import { type LogDependencies, requireLog } from './log-dependencies.ts';
import { conditionsOf } from './log-sets.ts';
import { searchWithin } from './search-faults.ts';

/** A log on its way to a file. */
export interface LogDownload {
  /** Deployment, workflow and day, fit to be a file's name; without its ending. */
  name: string;
  /** Its lines as they were when it was asked for; read as they are taken. */
  pages: AsyncIterable<EventView[]>;
}

/** What is in the memory at once. */
const pageLines = 1_000;

/** The lines of a log, all or those that match. */
export async function downloadLog(
  d: LogDependencies,
  actor: Actor,
  { id, filter = {} }: { id: string; filter?: LogFilterInput | undefined },
): Promise<LogDownload> {
  const log = await requireLog(d, actor, id);
  return {
    name: [log.deploymentName, log.workflow, log.at.toISOString().slice(0, 10)].map(toFileName).join('-'),
    pages: readPages(d, { id, lastSeq: log.lastSeq, filter }),
  };
}

async function* readPages(
  { db }: LogDependencies,
  { id, lastSeq, filter }: { id: string; lastSeq: number; filter: LogFilterInput },
): AsyncGenerator<EventView[]> {
  const conditions = conditionsOf(filter);
  for (let after = 0; after < lastSeq; ) {
    const window = { executionId: id, after, upTo: lastSeq, limit: pageLines };
    const events = await searchWithin(db, (tx) => readEvents(tx, window, conditions));
    if (events.length > 0) yield events;
    if (events.length < pageLines) return;
    after = events.at(-1)?.seq ?? lastSeq;
  }
}

function toFileName(text: string): string {
  return text.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-').slice(0, 80);
}
