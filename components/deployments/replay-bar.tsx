'use client';

import { History, Link2, Pause, Play, X } from 'lucide-react';
import type { ReplayModel } from '../topology/replay-model.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { Fault, Skeleton } from '../ui/states.tsx';
import { type Replay, speeds } from './use-replay.ts';

/** Says that the drawing is of another time than now, and leads through that time. */
export function ReplayBar({ replay }: { replay: Replay }) {
  const { model, execution } = replay;
  return (
    <section aria-label={`Replay of ${execution.workflow}`} className="shrink-0 border-line border-t bg-panel">
      <div className="flex min-h-9 flex-wrap items-center gap-x-3 gap-y-1 bg-warn-soft px-3 py-1 text-warn text-xs">
        <History aria-hidden className="size-4 shrink-0" />
        <p className="min-w-0 flex-1 font-medium">
          {model && model.length > 0
            ? `Showing ${clock(model.timeAt(replay.position).at)} of ${execution.workflow}, not now`
            : `Replay of ${execution.workflow}`}
        </p>
        <Button size="sm" onClick={replay.end}>
          <X aria-hidden /> Back to now
        </Button>
      </div>
      {model && <Controls replay={replay} model={model} />}
      {!model && replay.fault !== null && <Fault fault={replay.fault} />}
      {!model && replay.fault === null && (
        <div role="status" aria-label="Loading the replay" className="p-3">
          <Skeleton className="h-6 w-full" />
        </div>
      )}
    </section>
  );
}

function Controls({ replay, model }: { replay: Replay; model: ReplayModel }) {
  const { position, isPlaying } = replay;
  if (model.length === 0) {
    return <p className="px-3 py-2 text-ink-2 text-xs">This execution changed the state of no instance.</p>;
  }
  const instance = model.instanceAt(position);
  const count = `${position} of ${model.length} changes`;
  const moment = position === 0 ? 'before the first change' : `${clock(model.timeAt(position).at)}, ${instance}`;
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 py-2">
      <IconButton label={isPlaying ? 'Pause' : 'Play'} className="size-7" onClick={() => replay.play(!isPlaying)}>
        {isPlaying ? <Pause /> : <Play />}
      </IconButton>
      <input
        type="range"
        aria-label="Moment of the execution"
        aria-valuetext={`${moment}; ${count}`}
        min={0}
        max={model.length}
        value={position}
        onChange={(event) => {
          replay.play(false);
          replay.seek(event.target.valueAsNumber);
        }}
        className="h-6 min-w-24 flex-1 accent-accent"
      />
      <span className="tabular whitespace-nowrap text-ink-2 text-xs">{count}</span>
      <select
        aria-label="Speed"
        value={replay.speed}
        onChange={(event) => replay.setSpeed(Number(event.target.value))}
        className="h-7 rounded-md border border-line bg-raised pr-6 pl-2 text-xs"
      >
        {speeds.map((speed) => (
          <option key={speed} value={speed}>
            {speed}×
          </option>
        ))}
      </select>
      <IconButton
        label="The log goes along"
        aria-pressed={replay.isLinked}
        className="size-7"
        onClick={() => replay.setLinked(!replay.isLinked)}
      >
        <Link2 />
      </IconButton>
    </div>
  );
}

function clock(at: number): string {
  return new Date(at).toLocaleTimeString('en-GB');
}
