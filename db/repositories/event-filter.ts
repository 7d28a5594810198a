import { eq, gte, inArray, lte, type SQL, sql } from 'drizzle-orm';
import type { LogLevel } from '../../core/ports/operation.ts';
import type { EventType } from '../../core/workflow/task-graph.ts';
import { event } from '../schema/execution.ts';

/** A text or a regular expression (PostgreSQL's) that a line's text, as a person sees it, must hold. */
export interface TextMatch {
  text: string;
  regex?: boolean | undefined;
  matchCase?: boolean | undefined;
}

/** Which events are wanted; what is absent does not narrow them down. */
export interface EventMatch {
  text?: string | undefined;
  regex?: boolean | undefined;
  matchCase?: boolean | undefined;
  /** This level and above. Events without a level count as `info`, failures as `error`. */
  level?: LogLevel | undefined;
  types?: readonly EventType[] | undefined;
  node?: string | undefined;
  instance?: string | undefined;
  operation?: string | undefined;
  task?: string | undefined;
  /** ISO 8601, both included. */
  from?: string | undefined;
  to?: string | undefined;
}

/** What is looked for among them. */
export type EventFind = TextMatch | { level: LogLevel; andUp?: boolean | undefined };

const levels: readonly LogLevel[] = ['debug', 'info', 'warning', 'error', 'critical'];

/** Levels that are not what most lines have; word for word the condition of `event_notable_idx`. */
export const isNotable: SQL = sql.raw(
  "(level in ('debug', 'warning', 'error', 'critical') or type in ('task_failed', 'workflow_failed'))",
);

/** The level that an event counts as. */
export const effectiveLevel: SQL<LogLevel> = sql.raw(
  "case when type in ('task_failed', 'workflow_failed') then 'error' else coalesce(level, 'info') end",
) as SQL<LogLevel>;

/** See `event.seen`. */
const seen = sql.raw('coalesce(seen, text)');

/** The conditions that an event must meet, all of them. */
export function matchConditions(match: EventMatch): SQL[] {
  const { level, types, node, instance, operation, task, from, to } = match;
  return [
    level === undefined ? undefined : atLeast(level),
    types === undefined || types.length === 0 ? undefined : inArray(event.type, [...types]),
    node === undefined ? undefined : eq(event.node, node),
    instance === undefined ? undefined : eq(event.instance, instance),
    operation === undefined ? undefined : eq(event.operation, operation),
    task === undefined ? undefined : eq(event.task, task),
    from === undefined ? undefined : gte(event.at, new Date(from)),
    to === undefined ? undefined : lte(event.at, new Date(to)),
    match.text === undefined ? undefined : hasText({ ...match, text: match.text }),
  ].filter((condition) => condition !== undefined);
}

/** The same for what is looked for. */
export function findConditions(find: EventFind): SQL[] {
  if ('text' in find) return [hasText(find)].filter((condition) => condition !== undefined);
  return [find.andUp === true ? atLeast(find.level) : isLevel(find.level)].filter((each) => each !== undefined);
}

/** True when nothing is left out. */
export function isEverything(match: EventMatch): boolean {
  return matchConditions(match).length === 0;
}

function hasText({ text, regex = false, matchCase = false }: TextMatch): SQL | undefined {
  if (text === '') return undefined;
  if (regex) return matchCase ? sql`${seen} ~ ${text}` : sql`${seen} ~* ${text}`;
  if (matchCase) return sql`strpos(${seen}, ${text}) > 0`;
  // Letters outside ASCII take twice as long, so they are folded only for a text that has some.
  const collation = sql.raw(/^[ -~]*$/.test(text) ? 'collate "C"' : '');
  return sql`strpos(lower(${seen} ${collation}), lower(${text} ${collation})) > 0`;
}

function isLevel(level: LogLevel): SQL | undefined {
  const isThat = sql`${effectiveLevel} = ${level}`;
  return level === 'info' ? isThat : sql`(${isNotable} and ${isThat})`;
}

function atLeast(level: LogLevel): SQL | undefined {
  if (level === 'debug') return undefined;
  if (level === 'info') return sql`${effectiveLevel} <> 'debug'`;
  return sql`(${isNotable} and ${inArray(effectiveLevel, levels.slice(levels.indexOf(level)))})`;
}
