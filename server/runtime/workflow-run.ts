import type { Json } from '../../core/blueprint/json.ts';
import type { EngineInput } from '../../core/engine/protocol.ts';
import { remainingGraph } from '../../core/engine/remaining.ts';
import { createEngine, type Engine } from '../../core/engine/state.ts';
import { failedOperations, finalResult, operationCounts } from '../../core/engine/summary.ts';
import { applyChanges } from '../../core/workflow/apply-changes.ts';
import {
  type RunLimits,
  type RunSurroundings,
  type WorkflowDefinition,
  WorkflowRefusal,
  type WorkflowStep,
} from '../../core/workflow/definition.ts';
import { encodeGraph } from '../../core/workflow/graph-encoding.ts';
import type { WorkflowModel } from '../../core/workflow/model.ts';
import type { ModelChange } from '../../core/workflow/model-change.ts';
import { withResumeCleanup } from '../../core/workflow/resume-cleanup.ts';
import type { TaskGraph } from '../../core/workflow/task-graph.ts';
import type { StepRecord } from '../../db/repositories/commit-step.ts';
import type { ExecutionRow } from '../../db/repositories/execution.ts';
import type { FailedOperation, ResumeRequest } from '../../db/schema/execution.ts';
import { newStage, type Stage } from './load-stage.ts';
import type { ExecutionFacts } from './operation-context.ts';
import type { RuntimeDependencies } from './ports.ts';
import { previewOfRun } from './preview-of-run.ts';
import type { Recorder } from './recorder.ts';
import { type StageEnd, StageRun } from './stage-run.ts';
import type { Story } from './story.ts';
import type { Subject } from './subject.ts';
import { askWorkflow, type Standing } from './workflow-of.ts';

export interface WorkflowRunParts {
  dependencies: RuntimeDependencies;
  row: ExecutionRow;
  definition: WorkflowDefinition;
  limits: RunLimits;
  subject: Subject;
  /** The deployment anew, after it was changed. */
  reload(): Promise<Subject>;
  story: Story;
  recorder: Recorder;
  /** The graph that the execution is at; null when it has none yet. */
  stage: Stage | null;
  /** The end of the execution is committed. */
  onEnd(): void;
  /** It cannot go on here: the claim is lost, or a write failed for good. */
  onFault(fault: Error): void;
  /** Called before a graph begins: what people asked for meanwhile comes first. */
  beforeStage(): Promise<void>;
}

const changedSincePreview =
  'The deployment has changed since the preview that was approved, so that the run would do something else. Make a new preview and look at it.';

type Ending = StageEnd & { changes?: readonly ModelChange[] };

/** Takes an execution through the graphs of its workflow, one after the other, each step in one transaction. */
export class WorkflowRun {
  readonly #parts: Omit<WorkflowRunParts, 'stage'>;
  /** What the run goes on with; not kept longer, for it is large. */
  #loaded: Stage | null;
  #subject: Subject;
  #stage: StageRun | null = null;
  #memory: Json;
  /** The number of the graph it is at; -1 before the first. */
  #ordinal: number;
  /** Operations of all graphs so far, the present one included. */
  #total: number;
  /** What a dry run has changed so far, which is nowhere else. */
  #imagined: WorkflowModel | null = null;
  /** What it runs, when that was previewed and approved. */
  #runHash: string | null = null;
  #isDraining = false;
  #isClosed = false;

  constructor({ stage, ...parts }: WorkflowRunParts) {
    this.#parts = parts;
    this.#loaded = stage;
    this.#subject = parts.subject;
    this.#memory = parts.row.memory ?? null;
    this.#ordinal = stage?.ordinal ?? -1;
    this.#total = parts.row.totalOperations;
  }

  /** Goes on from where the execution stands. Rejects when this version cannot. */
  async run(): Promise<void> {
    const { row } = this.#parts;
    const stage = this.#loaded;
    this.#loaded = null;
    if (row.resume !== null) await this.#resume(stage, row.resume);
    else if (stage === null) await this.#start('Starting');
    else if (stage.engine.result !== null) await this.#afterStage(stage, endOf(stage.engine));
    else await this.#begin(stage);
  }

  /** Requests of people, oldest first, as they stand in the execution's row; between two graphs they stay there. */
  takeRequests(requests: readonly EngineInput[]): void {
    for (const request of requests) {
      const stage = this.#stage;
      if (stage === null || this.#isClosed) return;
      this.#parts.story.requestTaken();
      stage.take(request);
    }
  }

  /** Nothing happens any more unless a person says what became of an operation. */
  get waitsForPeople(): boolean {
    return this.#stage?.waitsForPeople ?? false;
  }

  /** Begins nothing more; resolves when no operation runs here any more. */
  async drain(): Promise<void> {
    this.#isDraining = true;
    await this.#stage?.drain();
  }

  /** Takes nothing any more. */
  close(): void {
    this.#isClosed = true;
    this.#stage?.close();
  }

  /** What has been decided must not be carried out any more: another owner will ask again. */
  get #isLettingGo(): boolean {
    return this.#isDraining || this.#isClosed;
  }

  async #start(verb: 'Starting' | 'Resuming'): Promise<void> {
    const error = await this.#differenceFromPreview();
    const standing = { position: 0, ended: null, results: new Map(), memory: this.#memory };
    const step: WorkflowStep = error === null ? await this.#ask(standing) : { kind: 'end', status: 'failed', error };
    if (this.#isLettingGo) return;
    // In the same group as the step: whoever begins it after a crash says it too.
    this.#say('workflow_started', `${verb} '${this.#name}' workflow execution`);
    await this.#take(step, 0);
  }

  /** Why the run is not the one that was previewed and approved; null when it is, or when none was. */
  async #differenceFromPreview(): Promise<string | null> {
    const { row, definition, limits } = this.#parts;
    if (row.previewHash === null) return null;
    const { workflow, parameters, settings, seed } = row;
    const surroundings = this.#surroundings();
    const model = this.#subject.model();
    try {
      const run = { definition, model, workflow, parameters, settings, seed, limits, surroundings };
      const { hash } = await previewOfRun(run);
      this.#runHash = hash;
      return hash === row.previewHash ? null : changedSincePreview;
    } catch (fault) {
      return `${changedSincePreview} (${fault instanceof Error ? fault.message : String(fault)})`;
    }
  }

  /** Goes on with what is left of the graph at which the execution ended (runtime.md B.6). */
  async #resume(last: Stage | null, resumption: ResumeRequest): Promise<void> {
    if (last === null) {
      await this.#start('Resuming');
      return;
    }
    this.#say('workflow_started', `Resuming '${this.#name}' workflow execution`);
    const ordinal = last.ordinal + 1;
    const left = remainingGraph(last.engine, resumption);
    const graph = withResumeCleanup(this.#subject.model(), left, `resume-${ordinal}`);
    const { position, onFailure } = last;
    const stage = newStage(graph, last.engine.settings, { ordinal, position, onFailure });
    for (const [task, outcome] of last.results) stage.results.set(task, outcome);
    const done = this.#total - operationCounts(createEngine(left, last.engine.settings)).total;
    this.#total = done + operationCounts(stage.engine).total;
    this.#parts.story.change({ finishedOperations: done });
    await this.#enter(stage, { changes: [], memory: this.#memory });
  }

  async #begin(stage: Stage): Promise<void> {
    const { dependencies, story, recorder, definition } = this.#parts;
    const subject = this.#subject;
    const endedBefore = this.#total - operationCounts(stage.engine).total;
    const run = new StageRun({
      stage,
      endedBefore,
      attempts: { facts: this.#facts(subject), subject, story, operations: dependencies.operations },
      wantsResults: definition.wantsResults === true,
      story,
      recorder,
      clock: dependencies.clock,
      onFinish: (end) => {
        this.#stage = null;
        this.#total = endedBefore + operationCounts(stage.engine).total;
        this.#afterStage(stage, end).catch((fault: unknown) => this.#parts.onFault(fault as Error));
      },
    });
    this.#stage = run;
    await this.#parts.beforeStage();
    if (!this.#isLettingGo) run.begin();
  }

  #surroundings(): RunSurroundings {
    const { deployment, blueprint } = this.#subject.record;
    const { tenant, readFile } = this.#facts(this.#subject);
    return { deployment: deployment.name, blueprint: blueprint.name, tenant, readFile };
  }

  #facts({ record }: Subject): ExecutionFacts {
    const { row, dependencies } = this.#parts;
    return {
      id: row.id,
      tenant: row.tenantId,
      workflow: row.workflow,
      parameters: row.parameters,
      maxRetries: row.settings.maxRetries,
      readFile: (path) => dependencies.readBlueprintFile(record.blueprintVersionId, path),
      listFiles: () => dependencies.listBlueprintFiles(record.blueprintVersionId),
    };
  }

  async #afterStage({ position, onFailure, results }: Stage, end: StageEnd): Promise<void> {
    const { status, error, failedOperations } = end;
    if (status === 'cancelled' || (status === 'failed' && onFailure === 'fail')) {
      await this.#end(end);
      return;
    }
    const ended = error === undefined ? { status } : { status, error };
    await this.#advance({ position: position + 1, ended, results }, failedOperations);
  }

  /** Asks the workflow for its next step, and takes it. What has been worked out too late the next owner works out again. */
  async #advance(standing: Omit<Standing, 'memory'>, failedOperations: FailedOperation[]): Promise<void> {
    const step = await this.#ask({ ...standing, memory: this.#memory });
    if (!this.#isLettingGo) await this.#take(step, standing.position, failedOperations);
  }

  /** All that is said and changed from here on becomes durable together. */
  async #take(step: WorkflowStep, position: number, failedOperations: FailedOperation[] = []): Promise<void> {
    for (const line of step.says ?? []) this.#parts.story.line(line);
    if (step.kind === 'end') {
      await this.#end({ ...step, failedOperations: step.status === 'failed' ? failedOperations : [] });
      return;
    }
    const { graph, changes = [], memory = null, onFailure = 'fail' } = step;
    const place = { ordinal: this.#ordinal + 1, position, onFailure };
    const stage = this.#stageOf(graph, place);
    if (typeof stage === 'string') {
      await this.#end({ status: 'failed', error: stage, failedOperations });
      return;
    }
    this.#total += operationCounts(stage.engine).total;
    await this.#enter(stage, { changes, memory });
  }

  /** The stage, or why the graph that a workflow gave is none. */
  #stageOf(graph: TaskGraph, place: Parameters<typeof newStage>[2]): Stage | string {
    try {
      return newStage(graph, this.#parts.row.settings, place);
    } catch (fault) {
      return faultOfWorkflow(fault);
    }
  }

  /** A workflow that is at fault ends its execution like one that refuses. */
  async #ask(standing: Standing): Promise<WorkflowStep> {
    const { definition, row, limits } = this.#parts;
    const model = this.#imagined ?? this.#subject.model();
    try {
      const surroundings = this.#surroundings();
      return await askWorkflow(definition, { row, model, limits, surroundings }, standing);
    } catch (fault) {
      const error = fault instanceof WorkflowRefusal ? fault.message : faultOfWorkflow(fault);
      return { kind: 'end', status: 'failed', error };
    }
  }

  /** The step becomes durable, then its graph begins. */
  async #enter(stage: Stage, { changes, memory }: Pick<StepRecord, 'changes' | 'memory'>): Promise<void> {
    const { recorder, story } = this.#parts;
    const { ordinal, position, onFailure, engine } = stage;
    story.change({ totalOperations: this.#total });
    await recorder.commitStep({
      graph: { ordinal, position, onFailure, text: encodeGraph(engine.graph) },
      changes: this.#isDryRun ? [] : changes,
      memory,
      ...(this.#runHash === null ? {} : { runHash: this.#runHash }),
    });
    this.#ordinal = ordinal;
    this.#memory = memory;
    if (this.#isDryRun) this.#imagined = applyChanges(this.#imagined ?? this.#subject.model(), changes);
    else if (changes.length > 0) {
      this.#subject = await this.#parts.reload();
      story.follow(this.#subject.instances);
    }
    await this.#begin(stage);
  }

  async #end({ status, error, failedOperations, changes = [] }: Ending): Promise<void> {
    const { story, recorder } = this.#parts;
    if (status === 'terminated') this.#say('workflow_succeeded', `'${this.#name}' workflow execution succeeded`);
    else if (status === 'cancelled') this.#say('workflow_cancelled', `'${this.#name}' workflow execution cancelled`);
    else this.#say('workflow_failed', `'${this.#name}' workflow execution failed: ${error ?? 'no reason was given'}`);
    story.change(error === undefined ? { status, failedOperations } : { status, failedOperations, error });
    if (this.#isDryRun || changes.length === 0) await recorder.flushed();
    else await recorder.commitStep({ graph: null, changes, memory: this.#memory });
    this.#parts.onEnd();
  }

  #say(type: Parameters<Story['workflow']>[0], text: string): void {
    const isMarked = this.#isDryRun && (type === 'workflow_started' || type === 'workflow_succeeded');
    this.#parts.story.workflow(type, isMarked ? `${text} (dry run)` : text);
  }

  get #name(): string {
    return this.#parts.row.workflow;
  }

  get #isDryRun(): boolean {
    return this.#parts.row.settings.dryRun === true;
  }
}

function faultOfWorkflow(fault: unknown): string {
  return `The workflow itself failed: ${fault instanceof Error ? fault.message : String(fault)}`;
}

/** How a graph ended whose end was recorded, while what came after it was not. */
function endOf(engine: Engine): StageEnd {
  const { status, error } = finalResult(engine) ?? { status: 'failed' };
  const end = { status, failedOperations: failedOperations(engine) };
  return error === undefined ? end : { ...end, error };
}
