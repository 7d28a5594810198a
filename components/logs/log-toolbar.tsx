'use client';

import { Filter, Maximize2, Minimize2, Search, WrapText } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { IconButton } from '../ui/button.tsx';
import { NativeSelect } from '../ui/field.tsx';
import { logLevels } from './log-filter.ts';
import { TextSearch } from './text-search.tsx';
import type { LogState, SetLogState } from './use-log-state.ts';

interface LogToolbarProps {
  state: LogState;
  setState: SetLogState;
  wrap: boolean;
  onWrap: (wrap: boolean) => void;
  onFind: () => void;
  /** The other filters, the menu and the connection. */
  filters: ReactNode;
  menu: ReactNode;
  chip: ReactNode;
}

export function LogToolbar(props: LogToolbarProps) {
  const { state, setState } = props;
  return (
    <div className="flex min-h-11 flex-wrap items-center gap-2 border-line border-b px-3 py-1.5">
      <TextFilter state={state} setState={setState} />
      <NativeSelect
        aria-label="Level"
        value={state.level ?? ''}
        onChange={({ target }) => void setState({ level: logLevels.find((level) => level === target.value) ?? null })}
        className="!h-7 !w-auto text-xs"
      >
        <option value="">All levels</option>
        {logLevels.slice(1).map((level) => (
          <option key={level} value={level}>
            {level === 'critical' ? 'Critical' : `${level[0]?.toUpperCase()}${level.slice(1)} and up`}
          </option>
        ))}
      </NativeSelect>
      {props.filters}
      <div className="ml-auto flex items-center gap-0.5">
        <IconButton
          label="Find in the log (Ctrl+F)"
          aria-pressed={state.search !== null}
          className="size-7"
          onClick={props.onFind}
        >
          <Search />
        </IconButton>
        <IconButton
          label="Wrap long lines"
          aria-pressed={props.wrap}
          className="size-7"
          onClick={() => props.onWrap(!props.wrap)}
        >
          <WrapText />
        </IconButton>
        <IconButton
          label={state.full ? 'Leave full screen' : 'Full screen'}
          className="size-7"
          onClick={() => void setState({ full: !state.full || null })}
        >
          {state.full ? <Minimize2 /> : <Maximize2 />}
        </IconButton>
        {props.menu}
        <span className="ml-1.5">{props.chip}</span>
      </div>
    </div>
  );
}

const typingPause = 200;

function TextFilter({ state: { q, qAs }, setState }: Pick<LogToolbarProps, 'state' | 'setState'>) {
  const [typed, setTyped] = useState(q);
  useEffect(() => setTyped(q), [q]);
  useEffect(() => {
    if (typed === q) return;
    const timer = setTimeout(() => void setState({ q: typed || null }), typingPause);
    return () => clearTimeout(timer);
  }, [typed, q, setState]);
  return (
    <TextSearch
      icon={<Filter />}
      modes={qAs}
      onModes={(modes) => void setState({ qAs: modes.length > 0 ? modes : null })}
      aria-label="Filter the log by text"
      placeholder="Filter"
      value={typed}
      onChange={({ target }) => setTyped(target.value)}
      className="max-w-72"
    />
  );
}
