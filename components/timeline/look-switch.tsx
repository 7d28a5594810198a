'use client';

import { Segmented } from '../ui/segmented.tsx';
import { type ExecutionLook, useExecutionLook } from './use-execution-look.ts';

const options: { value: ExecutionLook; label: string }[] = [
  { value: 'log', label: 'Log' },
  { value: 'timeline', label: 'Timeline' },
  { value: 'tasks', label: 'Tasks' },
];

/** Chooses how an execution is looked at. `onSlot` is given the place for what belongs to the way that is chosen. */
export function LookSwitch({ onSlot }: { onSlot: (slot: HTMLElement | null) => void }) {
  const [look, setLook] = useExecutionLook();
  return (
    <div className="flex min-h-10 flex-wrap items-center gap-x-2 gap-y-1 border-line border-b bg-panel px-3 py-1.5">
      <Segmented
        label="Look at the execution as"
        value={look}
        onChange={(next) => void setLook(next)}
        options={options}
      />
      <div ref={onSlot} className="contents" />
    </div>
  );
}
