'use client';

import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { ChevronRight } from 'lucide-react';
import { useRef, useState } from 'react';
import type { EventView, ExecutionSummary, LogFilterInput } from '../../server/api/contract.ts';
import { operationLook } from '../timeline/operation-look.ts';
import { StateMark } from '../topology/state-mark.tsx';
import { Fault, SkeletonRows } from '../ui/states.tsx';
import { heightOf, LogRow } from './log-row.tsx';
import { columns, formatLineTime, type TimeStyle } from './log-time.ts';
import { type BegunOperation, mostOfOne, useOperationLines, useOperations } from './use-operations.ts';

interface LogOperationsProps {
  execution: ExecutionSummary;
  filter: LogFilterInput;
  wrap: boolean;
  times: { style: TimeStyle; start: number };
  /** Shows a line, or only the lines of a task, in the order of time. */
  onLine: (seq: number) => void;
  onTask: (task: string) => void;
}

type Item =
  | { kind: 'operation'; operation: BegunOperation }
  | { kind: 'line'; event: EventView }
  | { kind: 'note'; task: string; text: string };

const headHeight = 32;

/** The log by operation: each can be unfolded, and its lines are then together, attempt after attempt. */
export function LogOperations(props: LogOperationsProps) {
  const { execution, filter, wrap, times } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { operations, fault, retry } = useOperations(execution);
  const [open, setOpen] = useState<readonly string[]>([]);
  const lines = useOperationLines(execution, open, filter);
  const items = (operations ?? []).flatMap((operation): Item[] => [
    { kind: 'operation', operation },
    ...(open.includes(operation.task) ? itemsOf(operation.task, lines.get(operation.task)) : []),
  ]);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: (at) => sizeOf(items[at]),
    getItemKey: (at) => keyOf(items[at]),
    overscan: 12,
  });
  if (fault !== null) return <Fault fault={fault} retry={retry} />;
  if (operations === undefined) return <SkeletonRows rows={8} />;
  const toggle = (task: string): void =>
    setOpen(open.includes(task) ? open.filter((each) => each !== task) : [...open, task]);
  return (
    <section
      ref={scroller}
      aria-label="Log by operation"
      className="min-h-0 flex-1 overflow-auto"
      style={columns(execution.lastSeq, times.style)}
    >
      <div className="relative" style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const item = items[index];
          return (
            <div
              key={key}
              data-index={index}
              ref={virtual.measureElement}
              className={clsx('absolute top-0 left-0', wrap ? 'w-full' : 'min-w-full')}
              style={{ transform: `translateY(${start}px)` }}
            >
              {item?.kind === 'operation' && (
                <OperationHead
                  operation={item.operation}
                  isOpen={open.includes(item.operation.task)}
                  onToggle={() => toggle(item.operation.task)}
                />
              )}
              {item?.kind === 'line' && (
                <LogRow
                  event={item.event}
                  time={formatLineTime(item.event.at, times.style, { start: times.start, now: Date.now() })}
                  wrap={wrap}
                  marked={false}
                  current={false}
                  find={null}
                  onNumber={props.onLine}
                />
              )}
              {item?.kind === 'note' && (
                <button
                  type="button"
                  onClick={() => props.onTask(item.task)}
                  className="block min-h-6 px-9 text-accent text-xs underline underline-offset-2"
                >
                  {item.text}
                </button>
              )}
            </div>
          );
        })}
      </div>
    </section>
  );
}

function itemsOf(task: string, events: readonly EventView[] | undefined): Item[] {
  const items: Item[] = (events ?? []).map((event) => ({ kind: 'line', event }));
  if (events?.length === 0) items.push({ kind: 'note', task, text: 'No line of it passes the filters' });
  if (events?.length === mostOfOne) items.push({ kind: 'note', task, text: 'Show all its lines in the order of time' });
  return items;
}

function sizeOf(item: Item | undefined): number {
  return item?.kind === 'line' ? heightOf(item.event) : headHeight;
}

function keyOf(item: Item | undefined): string | number {
  if (item?.kind === 'line') return item.event.seq;
  return item?.kind === 'operation' ? item.operation.task : `note ${item?.task}`;
}

interface OperationHeadProps {
  operation: BegunOperation;
  isOpen: boolean;
  onToggle: () => void;
}

function OperationHead({ operation, isOpen, onToggle }: OperationHeadProps) {
  const { label, mark } = operationLook[operation.state];
  const tries = operation.attempts.length;
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      onClick={onToggle}
      className="flex h-8 w-full items-center gap-2 border-line border-b bg-panel px-3 text-left text-xs hover:bg-hover focus-visible:-outline-offset-2"
    >
      <ChevronRight aria-hidden className={clsx('size-4 shrink-0 text-ink-3', isOpen && 'rotate-90')} />
      <StateMark kind={mark} className="size-3.5 shrink-0" />
      <span className="truncate font-mono">{operation.operation}</span>
      <span className="truncate text-ink-2">{operation.instance}</span>
      <span className="ml-auto shrink-0 text-ink-3">
        {label}
        {tries > 1 && `, attempt ${tries}`}
      </span>
    </button>
  );
}
