'use client';

import { ScrollText } from 'lucide-react';
import { spanOf } from '../../core/timeline/segments.ts';
import { stateOf, type Timeline } from '../../core/timeline/timeline.ts';
import type { TimelineOperation } from '../../core/timeline/timeline-graph.ts';
import { StateMark } from '../topology/state-mark.tsx';
import { Button } from '../ui/button.tsx';
import { formatDuration } from '../ui/format-time.ts';
import { describeCourse, operationLook, runnerOf, shortName } from './operation-look.ts';
import { useShowInLog } from './use-show-in-log.ts';

interface OperationStripProps {
  timeline: Timeline;
  now: number;
  undecided: ReadonlySet<string>;
  path: readonly number[];
  /** The operation that is pointed at; null: the run as a whole is described. */
  place: number | null;
  /** Says what the bars mean. */
  hasLegend: boolean;
}

/** What is pointed at, in words, and the way to its lines. Its height stays, so that nothing moves. */
export function OperationStrip({ timeline, now, undecided, path, place, hasLegend }: OperationStripProps) {
  return (
    <div className="flex h-15 shrink-0 items-center gap-3 border-line border-t bg-panel px-3 text-xs">
      {place === null ? (
        <>
          <PathSummary {...{ timeline, now, path }} />
          {hasLegend && <Legend />}
        </>
      ) : (
        <OperationDetails {...{ timeline, now, undecided, place }} isCritical={path.includes(place)} />
      )}
    </div>
  );
}

const mostNamed = 6;

function PathSummary({ timeline, now, path }: Pick<OperationStripProps, 'timeline' | 'now' | 'path'>) {
  if (path.length === 0) return <p className="text-ink-3">No operation has begun.</p>;
  const durations = path.map((place) => spanOf(timeline, place, now)).map((span) => (span ? span.to - span.from : 0));
  const longest = path
    .map((place, at) => ({ place, duration: durations[at] ?? 0 }))
    .sort((one, other) => other.duration - one.duration)
    .slice(0, mostNamed);
  const named = new Set(longest.map(({ place }) => place));
  const names = path.filter((place) => named.has(place)).map((place) => nameOf(operationAt(timeline, place)));
  return (
    <div className="min-w-0">
      <p className="font-medium">
        Critical path: {path.length} {path.length === 1 ? 'operation' : 'operations'} of{' '}
        {formatDuration(durations.reduce((sum, each) => sum + each, 0))}
      </p>
      <p className="truncate text-ink-2">
        {names.join(', then ')}
        {path.length > names.length && `, and ${path.length - names.length} shorter ones`}
      </p>
    </div>
  );
}

interface DetailsProps {
  timeline: Timeline;
  now: number;
  undecided: ReadonlySet<string>;
  place: number;
  isCritical: boolean;
}

function OperationDetails({ timeline, now, undecided, place, isCritical }: DetailsProps) {
  const showInLog = useShowInLog();
  const operation = operationAt(timeline, place);
  const state = stateOf(timeline, place, undecided);
  const attempt = timeline.attempts[place]?.at(-1);
  const course = describeCourse(timeline, place, { now, state });
  const begun = timeline.attempts[place]?.[0]?.startedAt;
  return (
    <>
      <div className="min-w-0 flex-1">
        <p className="flex items-center gap-1.5">
          <StateMark kind={operationLook[state].mark} />
          <span className="truncate font-medium">
            {operation.instance} · {shortName(operation)}
          </span>
          <span className="shrink-0 text-ink-2">
            {operationLook[state].label}
            {isCritical && ', on the critical path'}
          </span>
        </p>
        <p className="truncate text-ink-2" title={course}>
          {begun !== undefined && (
            <time dateTime={new Date(begun).toISOString()} className="tabular mr-2 text-ink-3">
              {new Date(begun).toLocaleTimeString('en-GB', { hour12: false })}
            </time>
          )}
          {course || operation.operation}
        </p>
      </div>
      {attempt && (
        <Button
          size="sm"
          onClick={() => {
            const at = attempt.outcome === 'failed' ? (attempt.endSeq ?? attempt.startSeq) : attempt.startSeq;
            showInLog({
              node: operation.runsOn,
              instance: runnerOf(operation),
              operation: operation.operation,
              line: at,
            });
          }}
        >
          <ScrollText aria-hidden /> Show in log
        </Button>
      )}
    </>
  );
}

function nameOf(operation: TimelineOperation): string {
  return `${operation.node}.${shortName(operation)}`;
}

function operationAt({ graph }: Timeline, place: number): TimelineOperation {
  return graph.operations[place] as TimelineOperation;
}

function Legend() {
  return (
    <ul aria-label="Legend" className="ml-auto hidden shrink-0 @3xl:flex items-center gap-3 text-ink-2 text-xs">
      {legend.map(({ label, look }) => (
        <li key={label} className="flex items-center gap-1.5">
          <span aria-hidden className={`inline-block h-2.5 w-5 rounded-xs ${look}`} />
          {label}
        </li>
      ))}
    </ul>
  );
}

const legend = [
  { label: 'Ran', look: 'bar-done' },
  { label: 'Failed', look: 'bar-failed' },
  { label: 'Waited', look: 'bar-wait' },
  { label: 'Paused', look: 'bar-pause' },
  { label: 'Critical path', look: 'bar-done bar-critical' },
];
