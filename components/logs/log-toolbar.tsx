'use client';

import { Search, WrapText, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { LogLevel } from '../../core/ports/operation.ts';
import { IconButton } from '../ui/button.tsx';
import { Input, NativeSelect } from '../ui/field.tsx';
import { ConnectionChip } from './connection-chip.tsx';
import type { Connection } from './event-log.ts';
import { type LogFilter, logLevels } from './log-filter.ts';

interface LogToolbarProps {
  filter: LogFilter;
  onText: (text: string) => void;
  onLevel: (level: LogLevel | null) => void;
  onClearSelection: () => void;
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
  connection: Connection;
  ended: boolean;
}

export function LogToolbar(props: LogToolbarProps) {
  const subject = props.filter.instance ?? props.filter.node;
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-2 border-line border-b px-3 py-1.5">
      <TextFilter text={props.filter.text} onText={props.onText} />
      <NativeSelect
        aria-label="Level"
        value={props.filter.level ?? ''}
        onChange={({ target }) => props.onLevel(logLevels.find((level) => level === target.value) ?? null)}
        className="!h-7 !w-auto text-xs"
      >
        <option value="">All levels</option>
        {logLevels.slice(1).map((level) => (
          <option key={level} value={level}>
            {level === 'critical' ? 'Critical' : `${level[0]?.toUpperCase()}${level.slice(1)} and up`}
          </option>
        ))}
      </NativeSelect>
      {subject !== null && (
        <button
          type="button"
          onClick={props.onClearSelection}
          aria-label={`Only ${subject}; show all`}
          className="inline-flex h-6 min-w-0 items-center gap-1 rounded bg-accent-soft px-1.5 font-mono text-accent text-xs hover:brightness-95"
        >
          <span className="truncate">{subject}</span>
          <X aria-hidden className="size-3.5 shrink-0" />
        </button>
      )}
      <div className="ml-auto flex items-center gap-1">
        <IconButton
          label="Wrap long lines"
          aria-pressed={props.wrap}
          className="size-7"
          onClick={() => props.onWrap(!props.wrap)}
        >
          <WrapText />
        </IconButton>
        <ConnectionChip connection={props.ended ? 'ended' : props.connection} />
      </div>
    </div>
  );
}

const typingPause = 200;

function TextFilter({ text, onText }: { text: string; onText: (text: string) => void }) {
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  useEffect(() => {
    if (typed === text) return;
    const timer = setTimeout(() => onText(typed), typingPause);
    return () => clearTimeout(timer);
  }, [typed, text, onText]);
  return (
    <div className="relative min-w-36 max-w-72 flex-1">
      <Search aria-hidden className="pointer-events-none absolute top-1.5 left-2 size-4 text-ink-3" />
      <Input
        type="search"
        aria-label="Filter the log by text"
        placeholder="Filter"
        value={typed}
        onChange={({ target }) => setTyped(target.value)}
        className="!h-7 pl-8 text-xs"
      />
    </div>
  );
}
