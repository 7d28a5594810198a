import type { NodeInstanceState, OperationTask, TaskGraph } from '../../workflow/task-graph.ts';
import { step } from '../engine.ts';
import type { EngineCommand, EngineInput, EngineSettings, OperationOutcome } from '../protocol.ts';
import { createEngine, type Engine } from '../state.ts';
import { taskState } from '../summary.ts';

/** The start or the end of one attempt, in the order in which they happened. */
export interface AttemptMark {
  moment: 'began' | 'ended';
  task: OperationTask;
  attempt: number;
}

export interface InMemoryRun {
  engine: Engine;
  inputs: EngineInput[];
  /** The commands that each input gave. */
  commands: EngineCommand[][];
  marks: AttemptMark[];
  states: Map<string, NodeInstanceState>;
}

/** What surrounds the engine in such a run. */
export interface Surroundings {
  settings: EngineSettings;
  /** How an attempt ends. */
  outcome(task: OperationTask, attempt: number): OperationOutcome;
  /** Which of the `count` attempts and due timers comes next; from 0. Time passes only while attempts run or all wait. */
  choose(count: number): number;
  /**
   * Attempts of one subgraph take about the same time: a retry ends after those that began before it, and one that is
   * abandoned ends at once.
   */
  keepsPace?: boolean;
  /** An input that comes between two others, e.g. a request to cancel. Called before each choice. */
  interrupt?(run: InMemoryRun, now: number): EngineInput | undefined;
}

type Pending = { kind: 'attempt'; task: OperationTask; attempt: number } | { kind: 'timer'; task: string; at: number };

/** Runs a graph to its end without anything real: attempts end when and how the surroundings say. */
export function runInMemory(graph: TaskGraph, surroundings: Surroundings): InMemoryRun {
  const engine = createEngine(graph, surroundings.settings);
  const run: InMemoryRun = { engine, inputs: [], commands: [], marks: [], states: new Map() };
  const pending: Pending[] = [];
  let now = 1_000;
  tell({ kind: 'start', now });
  while (engine.result === null) {
    now += 10;
    const interruption = surroundings.interrupt?.(run, now);
    if (interruption) interruptBy(interruption);
    else if (!next()) break;
  }
  return run;

  function next(): boolean {
    if (pending.length === 0) return false;
    if (pending.every((one) => one.kind === 'timer')) now = Math.max(now, Math.min(...pending.map((one) => one.at)));
    const possible = pending.filter((one) => one.kind === 'attempt' || one.at <= now);
    const free = possible[surroundings.choose(possible.length)] as Pending;
    const chosen = (surroundings.keepsPace && slowest(possible, free)) || free;
    pending.splice(pending.indexOf(chosen), 1);
    if (chosen.kind === 'timer') {
      tell({ kind: 'timer', task: chosen.task, now });
    } else {
      run.marks.push({ moment: 'ended', task: chosen.task, attempt: chosen.attempt });
      const outcome = surroundings.outcome(chosen.task, chosen.attempt);
      tell({ kind: 'outcome', task: chosen.task.id, attempt: chosen.attempt, outcome, now });
    }
    return true;
  }

  /** What has to end before the attempt does; undefined when nothing has to. */
  function slowest(possible: readonly Pending[], chosen: Pending): Pending | undefined {
    const attempts = possible.filter((one) => one.kind === 'attempt');
    const abandoned = attempts.find(({ task }) => taskState(engine, task.id)?.state === 'abandoned');
    if (abandoned !== undefined || chosen.kind === 'timer' || chosen.attempt === 1) return abandoned;
    return attempts.find(({ task }) => task.parent !== undefined && task.parent === chosen.task.parent);
  }

  /** An attempt about which a person decides is gone. */
  function interruptBy(input: EngineInput): void {
    const lost = pending.findIndex((one) => one.kind === 'attempt' && 'task' in input && one.task.id === input.task);
    const [gone] = input.kind === 'decide' && lost >= 0 ? pending.splice(lost, 1) : [];
    if (gone?.kind === 'attempt') run.marks.push({ moment: 'ended', task: gone.task, attempt: gone.attempt });
    tell(input);
  }

  function tell(input: EngineInput): void {
    const commands = step(engine, input);
    run.inputs.push(input);
    run.commands.push(commands);
    for (const command of commands) carryOut(command);
  }

  function carryOut(command: EngineCommand): void {
    if (command.kind === 'dispatch') {
      const { task, attempt } = command;
      run.marks.push({ moment: 'began', task, attempt });
      pending.push({ kind: 'attempt', task, attempt });
    } else if (command.kind === 'set-timer') pending.push({ kind: 'timer', task: command.task, at: command.at });
    else if (command.kind === 'effect' && command.effect.kind === 'set-state') {
      run.states.set(command.effect.instance, command.effect.state);
    }
  }
}
