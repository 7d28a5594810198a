'use client';

import { Segmented } from '../ui/segmented.tsx';
import { type ExecutionLook, useExecutionLook } from './use-execution-look.ts';

const options: { value: ExecutionLook; label: string }[] = [
  { value: 'log', label: 'Log' },
  { value: 'timeline', label: 'Timeline' },
];

/** Chooses between the log, the timeline and the task graph of an execution. */
export function LookSwitch() {
  const [look, setLook] = useExecutionLook();
  return (
    <div className="flex items-center border-line border-b bg-panel px-3 py-1.5">
      <Segmented
        label="Look at the execution as"
        value={look}
        onChange={(next) => void setLook(next)}
        options={options}
      />
    </div>
  );
}
