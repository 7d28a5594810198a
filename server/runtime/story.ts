import type { Json, JsonObject } from '../../core/blueprint/json.ts';
import type { EngineCommand, EngineInput } from '../../core/engine/protocol.ts';
import type { LogLevel } from '../../core/ports/operation.ts';
import type { Clock } from '../../core/ports/ports.ts';
import { mergeProperties } from '../../core/workflow/apply-changes.ts';
import type { WorkflowLine } from '../../core/workflow/definition.ts';
import type { Effect, OperationTask } from '../../core/workflow/task-graph.ts';
import type { EventRow, ExecutionChange, InstanceRow } from '../../db/repositories/commit-group.ts';
import type { EventDetail } from '../../db/repositories/event.ts';
import { toWireJson } from '../../db/repositories/wire-json.ts';
import type { InstanceTable } from './instance-table.ts';
import type { Redactor } from './ports.ts';
import type { Recorder } from './recorder.ts';
import { redactJson } from './redact-json.ts';

/** The attempt that something is said about, and the instance it runs for. */
export interface About {
  task: OperationTask;
  attempt: number;
  instance: string;
}

interface Offsets {
  stdout: number;
  stderr: number;
}

/** Longer texts are cut: an event is something that people read. */
const longestText = 65_536;

/** Everything that is recorded of an execution passes here: secrets are hidden and events get their `seq`. */
export class Story {
  readonly #recorder: Recorder;
  #instances: InstanceTable;
  readonly #redactor: Redactor;
  readonly #clock: Clock;

  constructor(parts: { recorder: Recorder; instances: InstanceTable; redactor: Redactor; clock: Clock }) {
    this.#recorder = parts.recorder;
    this.#instances = parts.instances;
    this.#redactor = parts.redactor;
    this.#clock = parts.clock;
  }

  /** From here on it is about these instances: the deployment has changed. */
  follow(instances: InstanceTable): void {
    this.#instances = instances;
  }

  /** The input as it may be recorded; the engine must be told exactly this, so that a replay tells it the same. */
  recordable(input: EngineInput): EngineInput {
    if (input.kind !== 'outcome' && input.kind !== 'undecided') return input;
    const wire = redactJson(input as unknown as Json, this.#redactor);
    return JSON.parse(toWireJson(wire)) as EngineInput;
  }

  input(input: EngineInput): void {
    this.#recorder.draft.entries.push({ kind: 'input', input });
    this.#recorder.write();
  }

  dispatched(task: string, attempt: number): void {
    this.#recorder.draft.entries.push({ kind: 'dispatched', task, attempt });
    this.#recorder.write();
  }

  change(change: ExecutionChange): void {
    Object.assign(this.#recorder.draft.change, change);
    this.#recorder.write();
  }

  requestTaken(): void {
    this.#recorder.draft.requestsTaken++;
    this.#recorder.write();
  }

  effect(effect: Effect): void {
    if (effect.kind === 'set-state') {
      this.#instances.setState(effect.instance, effect.state);
      this.#instance(effect.instance).state = effect.state;
      const text = `Node instance state changed: ${effect.state}`;
      this.#event({ type: 'state_changed', instance: effect.instance, text }, { state: effect.state });
    } else if (effect.kind === 'event') {
      const { type, instance } = effect;
      const text = this.#hide(effect.text);
      this.#event(instance === undefined ? { type, text } : { type, text, instance });
    } else this.#systemProperties(effect.instance, effect.values);
  }

  /** The execution as a whole begins, goes on or ends. */
  workflow(
    type: 'workflow_started' | 'workflow_succeeded' | 'workflow_failed' | 'workflow_cancelled',
    text: string,
  ): void {
    this.#event({ type, text: this.#hide(text) });
  }

  /** What a workflow says between its graphs. */
  line(line: WorkflowLine): void {
    const text = this.#hide(line.text);
    this.#event(line.kind === 'event' ? { type: 'workflow_stage', text } : { type: 'log', level: line.level, text });
  }

  taskEvent(command: Extract<EngineCommand, { kind: 'task-event' }>): void {
    const { task, attempt, error } = command;
    const about = { task, attempt, instance: runnerOf(task) };
    this.#event(
      { type: command.type, text: command.text, ...this.#about(about) },
      error === undefined ? {} : { error },
    );
  }

  /** Something about the execution as a whole. */
  stage(text: string): void {
    this.#event({ type: 'workflow_stage', text });
  }

  log(about: About, line: { level: LogLevel; text: string }): void {
    this.#event({ type: 'log', level: line.level, text: this.#hide(line.text), ...this.#about(about) });
  }

  output(about: About, line: { stream: 'stdout' | 'stderr'; line: string; offsets: Offsets }): void {
    const text = this.#hide(line.line);
    this.#event({ type: 'log', level: 'info', text, ...this.#about(about) }, { stream: line.stream });
    this.#progress(about, line.offsets);
  }

  pluginEvent(about: About, text: string): void {
    this.#event({ type: 'plugin_event', text: this.#hide(text), ...this.#about(about) });
  }

  /** Runtime properties are what operations work with, so they are stored as they are. */
  runtimeProperties(instance: string, value: JsonObject): void {
    const stored = JSON.parse(toWireJson(value)) as JsonObject;
    this.#instances.setRuntimeProperties(instance, stored);
    this.#instance(instance).runtime_properties = stored;
    this.#recorder.write();
  }

  answered(about: About, answer: { requestId: string; reply: string; offsets: Offsets }): void {
    this.#progress(about, answer.offsets).requests[answer.requestId] = answer.reply;
    this.#recorder.write();
  }

  flushed(): Promise<void> {
    return this.#recorder.flushed();
  }

  #systemProperties(id: string, values: JsonObject): void {
    const before = this.#instances.find(id)?.systemProperties ?? {};
    const merged = mergeProperties(before, redactJson(values, this.#redactor) as JsonObject);
    const stored = JSON.parse(toWireJson(merged)) as JsonObject;
    this.#instances.setSystemProperties(id, stored);
    this.#instance(id).system_properties = stored;
    this.#recorder.saved();
  }

  #event(row: Omit<EventRow, 'seq' | 'at'>, detail: EventDetail = {}): void {
    const event: EventRow = { seq: this.#recorder.nextSeq(), at: this.#clock.now(), ...row };
    if (event.instance !== undefined && event.node === undefined) {
      const node = this.#instances.find(event.instance)?.nodeName;
      if (node !== undefined) event.node = node;
    }
    if (Object.keys(detail).length > 0) event.detail = detail as unknown as Json;
    this.#recorder.draft.events.push(event);
    this.#recorder.saved();
  }

  #about(about: About): Pick<EventRow, 'instance' | 'operation' | 'task' | 'attempt'> {
    const { task, attempt, instance } = about;
    return { instance, operation: task.operation, task: task.id, attempt };
  }

  #hide(text: string): string {
    const shown = this.#redactor.redact(text);
    if (shown.length <= longestText) return shown;
    return `${shown.slice(0, longestText)} … (${shown.length - longestText} more characters left out)`;
  }

  #instance(id: string): InstanceRow {
    const { instances } = this.#recorder.draft;
    const known = instances.get(id);
    if (known !== undefined) return known;
    const added = { id };
    instances.set(id, added);
    return added;
  }

  #progress(about: About, offsets: Offsets): { requests: Record<string, string> } {
    const { progress } = this.#recorder.draft;
    const key = `${about.attempt} ${about.task.id}`;
    const known = progress.get(key);
    if (known !== undefined) return Object.assign(known, offsets);
    const added = { task: about.task.id, attempt: about.attempt, ...offsets, requests: {} };
    progress.set(key, added);
    return added;
  }
}

function runnerOf(task: OperationTask): string {
  return task.relationship?.side === 'target' ? task.relationship.target : task.instance;
}
