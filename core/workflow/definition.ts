import type { Json, JsonObject } from '../blueprint/json.ts';
import type { OperationOutcome } from '../engine/protocol.ts';
import { defaultMaxInstances } from '../plan/modification/modify-deployment.ts';
import type { Ids } from '../ports/ports.ts';
import type { WorkflowModel } from './model.ts';
import type { ModelChange } from './model-change.ts';
import type { TaskGraph } from './task-graph.ts';

/** A graph, or the reason for which there is none, in words for the person who started the workflow. */
export type GraphResult = { ok: true; graph: TaskGraph } | { ok: false; message: string };

/** How large a run may make things. */
export interface GraphLimits {
  /** In one graph. */
  maxTasks: number;
}

export const defaultGraphLimits: GraphLimits = { maxTasks: 200_000 };

/** How large a site lets runs and deployments become (reliability.md P11). */
export interface RunLimits extends GraphLimits {
  /** Node instances of a deployment. */
  maxInstances: number;
}

export const defaultRunLimits: RunLimits = { ...defaultGraphLimits, maxInstances: defaultMaxInstances };

/** Something a workflow says between its graphs. */
export type WorkflowLine =
  | { kind: 'event'; text: string }
  | { kind: 'log'; level: 'info' | 'warning' | 'error'; text: string };

/**
 * What a workflow does next. The changes, the graph and the memory of a step become durable in one transaction, before
 * anything of the graph begins: a crash leaves all of it or nothing.
 */
export type WorkflowStep =
  | {
      kind: 'graph';
      graph: TaskGraph;
      /** Applied in order, before the graph begins. The graph is built for the model as it is afterwards. */
      changes?: readonly ModelChange[];
      /** Given back to the next call. */
      memory?: Json;
      says?: readonly WorkflowLine[];
      /** `next`: the workflow goes on after a failure of this graph and decides itself. Default: the execution fails. */
      onFailure?: 'fail' | 'next';
      /** The step after this one depends on what the operations find out, so that a preview cannot know it. */
      isUncertain?: boolean;
    }
  | {
      kind: 'end';
      status: 'terminated' | 'failed';
      /** Why it failed. */
      error?: string;
      changes?: readonly ModelChange[];
      says?: readonly WorkflowLine[];
    };

/** What is around a run, for workflows that are written in a script of the blueprint. */
export interface RunSurroundings {
  /** What people call them. */
  deployment: string;
  blueprint: string;
  tenant: string;
  /** A file of the deployment's blueprint; null when there is none. */
  readFile(path: string): Promise<Uint8Array | null>;
}

/** What a workflow is told when it is asked for its next step. */
export interface WorkflowTurn {
  /** The deployment as it is now. */
  model: WorkflowModel;
  /** With defaults filled in and declared types converted. */
  parameters: JsonObject;
  /** `workflow`: the name under which the blueprint declares it. */
  execution: { id: string; workflow: string };
  /** How often the subgraph of a node instance is run anew after it failed. */
  subgraphRetries: number;
  /** New ids; the same ones when the same step of the same execution is asked for again. */
  ids: Ids;
  limits: RunLimits;
  /** 0 for the first step. */
  position: number;
  /** What the step before wanted to be kept; null at first. */
  memory: Json;
  /** How the graph of the step before ended; null at first. `error` only when it failed. */
  ended: { status: 'terminated' | 'failed'; error?: string } | null;
  /** How the operations of that graph ended, by the id of their task; the last attempt counts. Only with `wantsResults`. */
  results?: ReadonlyMap<string, OperationOutcome>;
  /** Absent where there is nothing around the model, as in tests. */
  surroundings?: RunSurroundings | undefined;
}

/**
 * A workflow: a pure function from where a deployment stands to what is done next. It is asked for the first step when
 * the execution starts and for another each time a graph has ended. A cancelled run asks for nothing more.
 */
export interface WorkflowDefinition {
  /** It is told how each operation ended (`WorkflowTurn.results`). Default: false. */
  wantsResults?: boolean;
  /** @throws WorkflowRefusal when it cannot be done, in words for the person who started it. */
  next(turn: WorkflowTurn): WorkflowStep | Promise<WorkflowStep>;
}

/** The workflow cannot be done with these parameters or in this state of the deployment; nothing was changed. */
export class WorkflowRefusal extends Error {
  override name = 'WorkflowRefusal';
}
