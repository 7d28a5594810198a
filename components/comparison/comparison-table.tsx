'use client';

import { useState } from 'react';
import type { ComparedOperation, ComparedSide } from '../../core/timeline/compare-runs.ts';
import type { ExecutionSummary } from '../../server/api/contract.ts';
import { executionHref } from '../executions/execution-columns.tsx';
import { shortOperation } from '../instances/short-operation.ts';
import { Button } from '../ui/button.tsx';
import { Chip } from '../ui/chip.tsx';
import { formatDuration } from '../ui/format-time.ts';
import { type Column, DataTable } from '../ui/table.tsx';
import { TextLink } from '../ui/text-link.tsx';
import { differenceLook } from './difference-look.ts';
import { growthText } from './growth-text.ts';

/** Rows beyond these are drawn when they are asked for. */
const pageSize = 200;

interface ComparisonTableProps {
  before: ExecutionSummary;
  after: ExecutionSummary;
  operations: readonly ComparedOperation[];
}

/** Each operation with how long it took in the one run and in the other; its times lead to its lines. */
export function ComparisonTable({ before, after, operations }: ComparisonTableProps) {
  const [limit, setLimit] = useState(pageSize);
  const longest = operations.reduce((most, each) => Math.max(most, each.before?.ms ?? 0, each.after?.ms ?? 0), 1);
  const hidden = operations.length - limit;
  return (
    <>
      <DataTable
        label="Operations of both runs"
        columns={columnsOf({ before, after, longest })}
        rows={operations.slice(0, limit)}
        rowKey={({ key }) => key}
      />
      {hidden > 0 && (
        <div className="border-line border-t p-3">
          <Button size="sm" onClick={() => setLimit(limit + 5 * pageSize)}>
            Show {Math.min(hidden, 5 * pageSize)} more
          </Button>
        </div>
      )}
    </>
  );
}

interface Frame {
  before: ExecutionSummary;
  after: ExecutionSummary;
  /** Milliseconds; the bars are parts of it. */
  longest: number;
}

function columnsOf({ before, after, longest }: Frame): readonly Column<ComparedOperation>[] {
  return [
    { id: 'operation', header: 'Operation', primary: true, cell: (each) => <Name compared={each} /> },
    {
      id: 'before',
      header: 'Before',
      cell: ({ before: side }) => <Took side={side} run={before} longest={longest} bar="bg-line-strong" />,
    },
    {
      id: 'after',
      header: 'After',
      cell: ({ after: side }) => <Took side={side} run={after} longest={longest} bar="bg-accent" />,
    },
    { id: 'change', header: 'Change', align: 'right', cell: (each) => <Change compared={each} /> },
    {
      id: 'what',
      header: 'What became of it',
      cell: ({ difference }) => <Chip tone={differenceLook[difference].tone}>{differenceLook[difference].label}</Chip>,
    },
  ];
}

function Name({ compared: { node, operation, target, before, after } }: { compared: ComparedOperation }) {
  const [old, fresh] = [before?.instance, after?.instance];
  const instances = old !== undefined && fresh !== undefined && old !== fresh ? `${old} → ${fresh}` : (fresh ?? old);
  return (
    <span className="block min-w-0 [overflow-wrap:anywhere]">
      {node}.{shortOperation(operation)}
      {target !== null && <span className="text-ink-2"> → {target}</span>}
      <span className="block font-mono font-normal text-ink-3 text-xs">{instances}</span>
    </span>
  );
}

interface TookProps {
  side: ComparedSide | null;
  run: ExecutionSummary;
  longest: number;
  bar: string;
}

function Took({ side, run, longest, bar }: TookProps) {
  if (side === null) return <span className="text-ink-3">Did not run</span>;
  const { ms, attempts, seq } = side;
  return (
    <span className="block min-w-32">
      <TextLink href={executionHref(run, seq)} className="tabular inline-block min-h-6 leading-6">
        {ms === null ? 'running' : formatDuration(ms)}
      </TextLink>
      {attempts > 1 && <span className="text-ink-3 text-xs"> in {attempts} attempts</span>}
      <span aria-hidden className="block h-1 rounded-full bg-sunken">
        <span className={`block h-1 rounded-full ${bar}`} style={{ width: `${(100 * (ms ?? 0)) / longest}%` }} />
      </span>
    </span>
  );
}

function Change({ compared: { before, after } }: { compared: ComparedOperation }) {
  const [first, second] = [before?.ms ?? null, after?.ms ?? null];
  if (first === null || second === null) return <span className="text-ink-3">–</span>;
  return <span className="tabular whitespace-nowrap">{growthText(first, second)}</span>;
}
