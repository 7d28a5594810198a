'use client';

import { clsx } from 'clsx';
import { Check, ChevronRight, Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { Json, JsonObject } from '../../core/blueprint/json.ts';
import { Button } from '../ui/button.tsx';
import { CopyButton } from '../ui/copy-button.tsx';
import { count } from '../ui/count.ts';
import { Input } from '../ui/field.tsx';
import { openRows, type PropertyRow, propertyRows, searchRows, valueText } from './property-rows.ts';
import { useBaseline } from './use-baseline.ts';

/** More are not drawn at once; the search finds them. */
const shownAtMost = 400;
/** From this many lines on they can be searched. */
const searchable = 8;

interface PropertyTreeProps {
  label: string;
  value: JsonObject;
  empty: string;
}

/** Properties as a tree that can be searched and copied, and that marks what changed since it was opened. */
export function PropertyTree({ label, value, empty }: PropertyTreeProps) {
  const { before, markSeen } = useBaseline(value);
  const [text, setText] = useState('');
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => propertyRows(value, before), [value, before]);
  const shown = text.trim() === '' ? openRows(rows, closed) : searchRows(rows, text);
  const changes = rows.filter(({ change }) => change !== null).length;
  function turn(path: string): void {
    setClosed((all) => (all.has(path) ? new Set([...all].filter((each) => each !== path)) : new Set([...all, path])));
  }
  if (rows.length === 0) return <p className="px-4 py-3 text-ink-3 text-xs">{empty}</p>;
  return (
    <section aria-label={label} className="flex flex-col">
      <div className="flex min-h-9 flex-wrap items-center gap-2 px-4 py-1">
        {rows.length >= searchable && <SearchField text={text} onText={setText} label={label} />}
        <span role="status" className="text-xs">
          {changes > 0 && <span className="text-warn">{count(changes, 'change')} since you looked</span>}
        </span>
        {changes > 0 && (
          <Button size="sm" variant="ghost" onClick={markSeen}>
            <Check aria-hidden /> Seen
          </Button>
        )}
        <span className="ml-auto">
          <CopyButton text={JSON.stringify(value, null, 2)} label={`Copy all ${label.toLowerCase()}`} />
        </span>
      </div>
      <ul className="pb-2 font-mono text-xs leading-5">
        {shown.slice(0, shownAtMost).map((row) => (
          <Row key={row.path} row={row} isOpen={!closed.has(row.path)} onTurn={() => turn(row.path)} />
        ))}
      </ul>
      {shown.length > shownAtMost && (
        <p className="px-4 pb-2 text-ink-3 text-xs">{shown.length - shownAtMost} more; search to see them.</p>
      )}
      {shown.length === 0 && <p className="px-4 pb-3 text-ink-2 text-xs">No property has this text.</p>}
    </section>
  );
}

function SearchField({ text, onText, label }: { text: string; onText: (text: string) => void; label: string }) {
  return (
    <div className="relative min-w-32 max-w-56 flex-1">
      <Search aria-hidden className="pointer-events-none absolute top-1.5 left-2 size-4 text-ink-3" />
      <Input
        type="search"
        aria-label={`Search ${label.toLowerCase()}`}
        placeholder="Search"
        value={text}
        onChange={({ target }) => onText(target.value)}
        className="!h-7 pl-8 text-xs"
      />
    </div>
  );
}

function Row({ row, isOpen, onTurn }: { row: PropertyRow; isOpen: boolean; onTurn: () => void }) {
  const { name, depth, value, entries, change } = row;
  const isGone = change?.kind === 'removed';
  return (
    <li
      className={clsx('group flex items-start gap-2 pr-2 hover:bg-hover/60', change && 'bg-warn-soft')}
      style={{ paddingLeft: `${16 + depth * 14}px` }}
    >
      {entries === null ? (
        <span className={clsx('shrink-0 py-0.5 text-ink-3', isGone && 'line-through')}>{name}</span>
      ) : (
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={onTurn}
          className="-ml-4 flex min-h-6 shrink-0 items-center gap-0.5 rounded-sm text-ink-2 hover:text-ink"
        >
          <ChevronRight aria-hidden className={clsx('size-3.5', isOpen && 'rotate-90')} />
          {name}
          <span className="ml-1.5 text-ink-3">{Array.isArray(value) ? `[${entries}]` : `{${entries}}`}</span>
        </button>
      )}
      {entries === null && (
        <span className="min-w-0 flex-1 py-0.5 [overflow-wrap:anywhere]">
          <Value value={value} isGone={isGone} />
          <Difference row={row} />
        </span>
      )}
      {entries !== null && change && <Difference row={row} />}
      {entries === null && !isGone && (
        <span className="opacity-0 focus-within:opacity-100 group-hover:opacity-100 max-md:opacity-100 [&_button]:size-6">
          <CopyButton text={valueText(value)} label={`Copy ${name}`} />
        </span>
      )}
    </li>
  );
}

function Value({ value, isGone }: { value: Json; isGone: boolean }) {
  if (typeof value === 'string')
    return <span className={clsx(isGone && 'line-through')}>{value === '' ? '""' : value}</span>;
  return <span className={clsx('text-accent', isGone && 'line-through')}>{JSON.stringify(value)}</span>;
}

function Difference({ row: { change } }: { row: PropertyRow }) {
  if (!change) return null;
  const text =
    change.kind === 'added' ? 'new' : change.kind === 'removed' ? 'gone' : `was ${valueText(change.was) || '""'}`;
  return <span className="ml-2 font-sans text-warn">{text}</span>;
}
