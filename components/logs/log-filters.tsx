'use client';

import { useQuery } from '@tanstack/react-query';
import { ListFilter, X } from 'lucide-react';
import { type ReactNode, useId } from 'react';
import { type EventType, eventTypes } from '../../core/workflow/task-graph.ts';
import { useApi } from '../api/api.ts';
import { Button } from '../ui/button.tsx';
import { Input, NativeSelect } from '../ui/field.tsx';
import { Popover } from '../ui/popover.tsx';
import type { LogState, SetLogState } from './use-log-state.ts';

interface Selection {
  node: string | null;
  instance: string | null;
}

interface LogFiltersProps {
  deploymentId: string;
  state: LogState;
  setState: SetLogState;
  selection: Selection;
  onSelection: (selection: Selection) => void;
  /** Operations that lines are known of, to choose from. */
  operations: () => string[];
}

/** The filters beside text and level: a button that opens them, and those that are set, each to be taken away. */
export function LogFilters(props: LogFiltersProps) {
  return (
    <>
      <Popover
        label="Filters of the log"
        trigger={
          <Button size="sm">
            <ListFilter aria-hidden /> Filters
          </Button>
        }
      >
        <Fields {...props} />
      </Popover>
      <Chips {...props} />
    </>
  );
}

function Fields({ deploymentId, state, setState, selection, onSelection, operations }: LogFiltersProps) {
  const id = useId();
  const api = useApi();
  const { data } = useQuery(api.deployments.get.queryOptions({ id: deploymentId }));
  const nodes = data?.topology.nodes ?? [];
  const instances = nodes.find((node) => node.id === selection.node)?.instances ?? [];
  return (
    <div className="grid grid-cols-2 gap-3">
      <Labelled label="Node" id={`${id}-node`}>
        <NativeSelect
          id={`${id}-node`}
          value={selection.node ?? ''}
          onChange={({ target }) => onSelection({ node: target.value || null, instance: null })}
        >
          <option value="">All nodes</option>
          {nodes.map((node) => (
            <option key={node.id}>{node.id}</option>
          ))}
        </NativeSelect>
      </Labelled>
      <Labelled label="Instance" id={`${id}-instance`}>
        <NativeSelect
          id={`${id}-instance`}
          disabled={selection.node === null}
          value={selection.instance ?? ''}
          onChange={({ target }) => onSelection({ node: selection.node, instance: target.value || null })}
        >
          <option value="">{selection.node === null ? 'Choose a node first' : 'All instances'}</option>
          {instances.map((instance) => (
            <option key={instance.id}>{instance.id}</option>
          ))}
        </NativeSelect>
      </Labelled>
      <Labelled label="Operation" id={`${id}-operation`} wide>
        <Input
          id={`${id}-operation`}
          list={`${id}-operations`}
          placeholder="cloudify.interfaces.lifecycle.start"
          defaultValue={state.op ?? ''}
          key={state.op}
          onBlur={({ target }) => void setState({ op: target.value.trim() || null })}
          onKeyDown={(event) => {
            if (event.key === 'Enter') void setState({ op: event.currentTarget.value.trim() || null });
          }}
        />
        <datalist id={`${id}-operations`}>
          {operations().map((operation) => (
            <option key={operation} value={operation} />
          ))}
        </datalist>
      </Labelled>
      <Labelled label="From" id={`${id}-from`}>
        <TimeInput id={`${id}-from`} value={state.from} onChange={(from) => void setState({ from })} />
      </Labelled>
      <Labelled label="To" id={`${id}-to`}>
        <TimeInput id={`${id}-to`} value={state.to} onChange={(to) => void setState({ to })} />
      </Labelled>
      <Types chosen={state.type} onChange={(type) => void setState({ type: type.length > 0 ? type : null })} />
    </div>
  );
}

function Types({ chosen, onChange }: { chosen: readonly EventType[]; onChange: (types: EventType[]) => void }) {
  return (
    <fieldset className="col-span-2">
      <legend className="mb-1 font-medium text-ink text-sm">Only lines of these types</legend>
      <div className="grid grid-cols-2 gap-x-3">
        {eventTypes.map((type) => (
          <label key={type} className="flex min-h-6 items-center gap-2 text-xs">
            <input
              type="checkbox"
              className="size-4 accent-accent-fill"
              checked={chosen.includes(type)}
              onChange={({ target }) =>
                onChange(target.checked ? [...chosen, type] : chosen.filter((each) => each !== type))
              }
            />
            {typeLabel(type)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** `task_failed` reads "Task failed". */
function typeLabel(type: EventType): string {
  if (type === 'log') return 'Output of operations';
  const words = type.replaceAll('_', ' ');
  return `${words[0]?.toUpperCase()}${words.slice(1)}`;
}

function Labelled(props: { label: string; id: string; wide?: boolean; children: ReactNode }) {
  return (
    <div className={props.wide ? 'col-span-2' : 'min-w-0'}>
      <label htmlFor={props.id} className="mb-1 block font-medium text-ink text-sm">
        {props.label}
      </label>
      {props.children}
    </div>
  );
}

interface TimeInputProps {
  id: string;
  value: Date | null;
  onChange: (value: Date | null) => void;
}

/** A moment in the person's own time zone. */
function TimeInput({ id, value, onChange }: TimeInputProps) {
  const local = value === null ? '' : toLocalInput(value);
  return (
    <Input
      id={id}
      key={local}
      type="datetime-local"
      step="1"
      defaultValue={local}
      onBlur={({ target }) => {
        if (target.value === local) return;
        const time = new Date(target.value);
        onChange(Number.isNaN(time.getTime()) ? null : time);
      }}
    />
  );
}

function toLocalInput(time: Date): string {
  return new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 19);
}

function Chips({ state, setState, selection, onSelection }: LogFiltersProps) {
  const subject = selection.instance ?? selection.node;
  const { op, task, type, from, to } = state;
  return (
    <>
      {subject !== null && (
        <FilterChip label={subject} onRemove={() => onSelection({ node: null, instance: null })} mono />
      )}
      {op !== null && <FilterChip label={op} onRemove={() => void setState({ op: null })} mono />}
      {task !== null && <FilterChip label={task} onRemove={() => void setState({ task: null })} mono />}
      {type.length > 0 && (
        <FilterChip
          label={type.length === 1 && type[0] ? typeLabel(type[0]) : `${type.length} types`}
          onRemove={() => void setState({ type: null })}
        />
      )}
      {from !== null && (
        <FilterChip label={`from ${from.toLocaleTimeString('en-GB')}`} onRemove={() => void setState({ from: null })} />
      )}
      {to !== null && (
        <FilterChip label={`to ${to.toLocaleTimeString('en-GB')}`} onRemove={() => void setState({ to: null })} />
      )}
    </>
  );
}

function FilterChip({ label, onRemove, mono }: { label: string; onRemove: () => void; mono?: boolean }) {
  return (
    <button
      type="button"
      onClick={onRemove}
      aria-label={`Only ${label}; show all`}
      title={label}
      className={`inline-flex h-6 min-w-0 max-w-56 items-center gap-1 rounded bg-accent-soft px-1.5 text-accent text-xs hover:brightness-95 ${mono ? 'font-mono' : ''}`}
    >
      <span className="truncate">{label}</span>
      <X aria-hidden className="size-3.5 shrink-0" />
    </button>
  );
}
