'use client';

import { skipToken, useQuery } from '@tanstack/react-query';
import { parseAsBoolean, parseAsInteger, throttle, useQueryStates } from 'nuqs';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { ExecutionSummary, TopologyView } from '../../server/api/contract.ts';
import { useApi } from '../api/api.ts';
import { isActive } from '../executions/execution-status.ts';
import { parseAsRange } from '../logs/use-log-state.ts';
import { ReplayModel } from '../topology/replay-model.ts';
import { useStructure } from '../topology/use-structure.ts';

const replayState = {
  /** The moment: the `seq` of the last event that has happened. */
  t: parseAsInteger,
  /** The log marks the line of the moment. */
  linked: parseAsBoolean.withDefault(true),
  line: parseAsRange,
};
/** Browsers refuse an address that changes too often. */
const urlOptions = { limitUrlUpdates: throttle(400) };

/** How many times faster than it was. */
export const speeds = [1, 2, 5, 10, 30, 60, 300, 1_800] as const;
/** What a person sits through without touching the speed. */
const patienceMs = 15_000;

/** The moment of a finished execution that is shown in place of now, and the ways to another. */
export interface Replay {
  execution: ExecutionSummary;
  /** Null while it is fetched. */
  model: ReplayModel | null;
  fault: unknown;
  position: number;
  isPlaying: boolean;
  speed: number;
  isLinked: boolean;
  seek(position: number): void;
  play(isOn: boolean): void;
  setSpeed(speed: number): void;
  setLinked(isOn: boolean): void;
  end(): void;
}

export interface Replaying {
  /** The drawing of the moment, or of now. */
  topology: TopologyView;
  /** The moment, ms since 1970; null: now. */
  moment: number | null;
  /** Null: now is shown. */
  replay: Replay | null;
  /** Begins one; null when there is nothing to replay. */
  begin: (() => void) | null;
}

/** The replay of an execution that has ended; none while the drawing shows a preview. */
export function useReplay(execution: ExecutionSummary | null, topology: TopologyView, isPreview: boolean): Replaying {
  const [{ t, linked }, setState] = useQueryStates(replayState, urlOptions);
  const hasEnded = execution !== null && !isPreview && !isActive(execution.status) && execution.startedAt !== null;
  const ended = hasEnded ? execution : null;
  const isOn = t !== null && ended !== null;
  const { model, fault } = useModel(isOn ? ended.id : null, topology);
  const position = model === null || t === null ? 0 : model.positionOf(t);
  const [chosenSpeed, setSpeed] = useState<number | null>(null);
  const speed = chosenSpeed ?? suitableSpeed(model);
  const isLinked = linked;
  const seek = useCallback(
    (to: number) => {
      const seq = model?.seqAt(to) ?? 0;
      void setState({ t: seq, ...(isLinked && seq > 0 && { line: { from: seq, to: seq } }) });
    },
    [model, setState, isLinked],
  );
  const [isPlaying, play] = usePlayer({ model: isOn ? model : null, position, speed, seek });
  const begin = useCallback(() => void setState({ t: 0 }), [setState]);
  const end = useCallback(() => {
    play(false);
    void setState({ t: null, linked: null, line: null });
  }, [play, setState]);
  const shown = useMemo(() => (isOn && model ? model.seek(position) : topology), [isOn, model, position, topology]);
  if (!isOn) return { topology, moment: null, replay: null, begin: ended === null ? null : begin };
  const setLinked = (next: boolean) => void setState({ linked: next, ...(!next && { line: null }) });
  const controls = { seek, play, setSpeed, setLinked, end };
  return {
    topology: shown,
    moment: model && model.length > 0 ? model.timeAt(position).at : null,
    begin: null,
    replay: { execution: ended, model, fault, position, isPlaying, speed, isLinked, ...controls },
  };
}

function useModel(executionId: string | null, topology: TopologyView): { model: ReplayModel | null; fault: unknown } {
  const api = useApi();
  const structure = useStructure(topology);
  const wanted = executionId === null ? skipToken : { id: executionId };
  const { data, error } = useQuery(api.executions.stateChanges.queryOptions(wanted, { staleTime: Infinity }));
  const model = useMemo(() => (data ? new ReplayModel(data, structure) : null), [data, structure]);
  return { model: executionId === null ? null : model, fault: error };
}

function suitableSpeed(model: ReplayModel | null): number {
  const whole = model?.timeAt(model.length).after ?? 0;
  return speeds.find((speed) => whole / speed <= patienceMs) ?? speeds[speeds.length - 1] ?? 1;
}

interface PlayerOptions {
  model: ReplayModel | null;
  position: number;
  speed: number;
  seek: (position: number) => void;
}

/** Goes on by the clock of the execution, so many times faster, until the end. */
function usePlayer({ model, position, speed, seek }: PlayerOptions): [boolean, (isOn: boolean) => void] {
  const [isOn, setOn] = useState(false);
  const latest = useRef({ position, seek });
  latest.current = { position, seek };
  useEffect(() => {
    if (!isOn || model === null) return;
    let frame = 0;
    let clock = latest.current.position >= model.length ? -1 : model.timeAt(latest.current.position).after;
    let shown = -1;
    let before = performance.now();
    const step = (now: number) => {
      clock += Math.min(100, now - before) * speed;
      before = now;
      const next = model.positionAt(clock);
      if (next !== shown) latest.current.seek(next);
      shown = next;
      if (next >= model.length) setOn(false);
      else frame = requestAnimationFrame(step);
    };
    frame = requestAnimationFrame(step);
    return () => cancelAnimationFrame(frame);
  }, [isOn, model, speed]);
  return [isOn && model !== null, setOn];
}
