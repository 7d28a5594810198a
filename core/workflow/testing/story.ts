import { type InMemoryRun, runInMemory } from '../../engine/testing/in-memory-run.ts';
import type { GraphResult } from '../definition.ts';
import type { Effect, OperationTask, TaskGraph } from '../task-graph.ts';

/** The graph, for tests that expect one. */
export function graphOf(result: GraphResult): TaskGraph {
  if (!result.ok) throw new Error(result.message);
  return result.graph;
}

/** What a person would see of a run in which all goes well: operations as `> instance operation`, states as `= state`, events. */
export function tellStory(graph: TaskGraph, instance?: string): string[] {
  const run = runInMemory(graph, {
    settings: { workflow: graph.name, maxRetries: 0, retryInterval: 0, waitAfterFail: 0 },
    outcome: () => ({ status: 'succeeded', result: true }),
    choose: () => 0,
  });
  return tellRun(run, instance);
}

function tellRun(run: InMemoryRun, instance?: string): string[] {
  return run.commands.flat().flatMap((command) => {
    const said =
      command.kind === 'dispatch'
        ? tellOperation(command.task)
        : command.kind === 'effect'
          ? tellEffect(command.effect)
          : null;
    return said && (instance === undefined || said.instance === instance) ? [said.line] : [];
  });
}

interface Line {
  instance: string | undefined;
  line: string;
}

function tellOperation(task: OperationTask): Line {
  const side = task.relationship ? ` ${task.relationship.side} ${task.relationship.target}` : '';
  return {
    instance: task.instance,
    line: `> ${task.instance} ${task.operation.split('.').slice(-2).join('.')}${side}`,
  };
}

function tellEffect(effect: Effect): Line | null {
  if (effect.kind === 'set-state') return { instance: effect.instance, line: `= ${effect.state}` };
  if (effect.kind !== 'event') return null;
  return effect.type === 'workflow_node_event' ? { instance: effect.instance, line: effect.text } : null;
}

/** The same of a whole workflow, all its graphs one after the other. */
export function tellWorkflow({ runs }: { runs: readonly InMemoryRun[] }, instance?: string): string[] {
  return runs.flatMap((run) => tellRun(run, instance));
}
