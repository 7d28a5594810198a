'use client';

import { Tag, X } from 'lucide-react';
import { useMemo } from 'react';
import type { HostState, HostView } from '../../server/api/contract.ts';
import { Button } from '../ui/button.tsx';
import { NativeSelect } from '../ui/field.tsx';
import { FilterInput } from '../ui/filter-input.tsx';
import { NarrowSort } from '../ui/narrow-sort.tsx';
import { ListCount } from '../ui/pager.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { hostColumns } from './host-columns.tsx';
import { countLabels } from './host-filter.ts';
import { hostStates, stateLook } from './host-look.ts';
import type { useHostChoice } from './use-hosts-url.ts';

type List = ReturnType<typeof useHostChoice>;

const states: readonly { value: HostState | 'all'; label: string }[] = [
  { value: 'all', label: 'All' },
  ...hostStates.map((value) => ({ value, label: stateLook[value].label })),
];

/** Which hosts the list shows, by text, state in the pool and labels; how many those are. */
export function HostFilterBar({ hosts, meant, list }: { hosts: readonly HostView[]; meant: number; list: List }) {
  const { choice } = list;
  const labels = useMemo(() => countLabels(hosts), [hosts]);
  const others = labels.filter(({ label }) => !choice.labels.includes(label));
  return (
    <div className="flex flex-wrap items-center gap-2">
      <FilterInput
        label="Filter hosts by text"
        placeholder="Filter by name, address, system"
        value={choice.text}
        onChange={list.setText}
      />
      <span className="inline-flex max-w-full overflow-x-auto">
        <Segmented
          label="State in the pool"
          value={choice.state ?? 'all'}
          onChange={(next) => list.setState(next === 'all' ? null : next)}
          options={[...states]}
        />
      </span>
      {others.length > 0 && (
        <NativeSelect
          aria-label="Filter hosts by label"
          value=""
          onChange={({ target }) => list.setLabels([...choice.labels, target.value])}
          className="!w-auto max-w-44"
        >
          <option value="">Label</option>
          {others.map(({ label, count }) => (
            <option key={label} value={label}>{`${label} (${count})`}</option>
          ))}
        </NativeSelect>
      )}
      {choice.labels.map((label) => (
        <Button
          key={label}
          size="sm"
          aria-label={`Do not filter by ${label}`}
          onClick={() => list.setLabels(choice.labels.filter((each) => each !== label))}
        >
          <Tag aria-hidden /> <span className="font-mono">{label}</span> <X aria-hidden />
        </Button>
      ))}
      <NarrowSort columns={hostColumns} sorting={list.sorting} />
      {list.isFiltered && (
        <Button variant="ghost" onClick={list.clear}>
          Clear
        </Button>
      )}
      <ListCount page={{ matching: meant, all: hosts.length, countedUpTo: Number.POSITIVE_INFINITY }} noun="host" />
    </div>
  );
}
