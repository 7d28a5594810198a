import type { JsonObject } from '../blueprint/json.ts';
import type { GraphLimits, GraphResult } from './definition.ts';
import { nodeOf, tooLarge } from './instance-graph.ts';
import { indexLinks } from './links.ts';
import type { WorkflowInstance, WorkflowModel } from './model.ts';
import { nativeOperation, nodeOperation, relationshipOperations } from './operations.ts';
import { createDraft, createSequence, type UnplacedOperation } from './sequence.ts';
import type { NodeInstanceState, SubgraphTask } from './task-graph.ts';

/** How an operation of a workflow of one's own is run. */
export interface OperationOptions {
  /** Merged over the inputs that the blueprint declares. */
  inputs?: JsonObject;
  /** A failure, which is not retried then, counts as done. */
  ignoreFailure?: boolean;
}

/** What one instance does, one thing after the other. Operations that its node does not implement are left out. */
export interface InstanceSteps {
  /** Says something about the instance (`workflow_node_event`). */
  say(text: string): this;
  setState(state: NodeInstanceState): this;
  /** `interface.operation`, e.g. `cloudify.interfaces.lifecycle.start`. */
  run(operation: string, options?: OperationOptions): this;
  /** An operation of the server's own plugins that no node declares, by its name in the registry: `plugin.mapping`. */
  runNative(native: string, options?: OperationOptions): this;
  /** An operation of the relationship to another instance: both sides at once. */
  runRelationship(target: string, operation: string, options?: OperationOptions): this;
}

/** A graph for a workflow of a plugin's own, put together instance by instance. */
export interface OperationsGraph {
  /** Adds steps of an instance, in a subgraph of their own; call it once for each. */
  instance(instance: WorkflowInstance, add: (steps: InstanceSteps) => void): this;
  /** Of instances with steps, each begins after the one before has ended. */
  inTurn(): this;
  /** Instances with steps wait for those that they have relationships to; `uninstall`: the other way round. */
  byDependencies(direction: 'install' | 'uninstall'): this;
  build(limits: GraphLimits): GraphResult;
}

/** Begins a graph. `name` is the beginning of its tasks' ids: the same each time it is built, and another for each graph of a run. */
export function operationsGraph(name: string, model: WorkflowModel): OperationsGraph {
  const draft = createDraft();
  const links = indexLinks(model);
  const subgraphs: { task: SubgraphTask; instance: WorkflowInstance }[] = [];
  const graph: OperationsGraph = {
    instance(instance, add) {
      const id = `${name}/${subgraphs.length}-${instance.id}`;
      const task: SubgraphTask = { kind: 'subgraph', id, name: instance.id, dependencies: [] };
      draft.tasks.push(task);
      subgraphs.push({ task, instance });
      const sequence = createSequence(draft, id, instance.id);
      let runs = 0;
      const place = (found: readonly UnplacedOperation[], inputs?: JsonObject): void => {
        const own = found.map((each) => ({ ...each, key: `${runs++}-${each.key}`, ...(inputs ? { inputs } : {}) }));
        sequence.fork(own);
      };
      const steps: InstanceSteps = {
        say(text) {
          sequence.announce({ text }, false);
          return steps;
        },
        setState(state) {
          sequence.announce({ state }, false);
          return steps;
        },
        run(operation, { inputs, ignoreFailure = false } = {}) {
          const found = nodeOperation({ instance, node: nodeOf(model, instance), ignoreFailure }, operation);
          if (found !== undefined) place([found], inputs);
          return steps;
        },
        runNative(native, { inputs, ignoreFailure = false } = {}) {
          place([nativeOperation({ instance, ignoreFailure }, native)], inputs);
          return steps;
        },
        runRelationship(target, operation, { inputs, ignoreFailure = false } = {}) {
          const link = links.of(instance).find(({ targetInstance }) => targetInstance === target);
          if (link !== undefined) place(relationshipOperations({ instance, ignoreFailure }, link, operation), inputs);
          return steps;
        },
      };
      add(steps);
      sequence.end();
      return graph;
    },
    inTurn() {
      for (const [place, { task }] of subgraphs.entries()) {
        const before = subgraphs[place - 1];
        if (before !== undefined) task.dependencies.push(before.task.id);
      }
      return graph;
    },
    byDependencies(direction) {
      const byInstance = Map.groupBy(subgraphs, ({ instance }) => instance.id);
      for (const { task, instance } of subgraphs) {
        for (const { targetInstance } of links.of(instance)) {
          for (const { task: target } of byInstance.get(targetInstance) ?? []) {
            const [first, second] = direction === 'install' ? [target, task] : [task, target];
            second.dependencies.push(first.id);
          }
        }
      }
      return graph;
    },
    build(limits) {
      if (draft.tasks.length > limits.maxTasks) return { ok: false, message: tooLarge(name, model, limits) };
      return { ok: true, graph: { name, tasks: draft.tasks } };
    },
  };
  return graph;
}
