import type { JsonObject } from '../blueprint/json.ts';
import { didYouMean } from '../diagnostics/nearest.ts';
import type { WorkflowLine, WorkflowTurn } from './definition.ts';
import type { WorkflowInstance, WorkflowModel } from './model.ts';

/**
 * The instances that a workflow is for, by its parameters `node_ids`, `node_instance_ids` and `type_names`. Each filter
 * that is empty or absent lets all pass; types match anywhere in a node's hierarchy (runtime.md A.6).
 */
export function selectInstances(model: WorkflowModel, parameters: JsonObject): Set<WorkflowInstance> {
  const nodes = names(parameters, 'node_ids');
  const instances = names(parameters, 'node_instance_ids');
  const types = names(parameters, 'type_names');
  const selected = model.instances.filter((instance) => {
    const hierarchy = model.nodes.get(instance.nodeName)?.type_hierarchy ?? [];
    return (
      (nodes.size === 0 || nodes.has(instance.nodeName)) &&
      (instances.size === 0 || instances.has(instance.id)) &&
      (types.size === 0 || hierarchy.some((type) => types.has(type)))
    );
  });
  return new Set(selected);
}

/** What is to be said about names in the filters that nothing in the deployment has: they select nothing. */
export function tellUnknownNames({ model, parameters }: WorkflowTurn): WorkflowLine[] {
  const types = new Set(Array.from(model.nodes.values(), (node) => node.type_hierarchy).flat());
  const ids = new Set(model.instances.map(({ id }) => id));
  return [
    ...unknown(names(parameters, 'node_ids'), 'node', new Set(model.nodes.keys())),
    ...unknown(names(parameters, 'node_instance_ids'), 'node instance', ids),
    ...unknown(names(parameters, 'type_names'), 'node type', types),
  ];
}

/** Beyond this many unknown names the others are only counted. */
const mostNamed = 20;

function unknown(given: ReadonlySet<string>, noun: string, known: ReadonlySet<string>): WorkflowLine[] {
  const strangers = [...given].filter((name) => !known.has(name));
  const lines = strangers.slice(0, mostNamed).map((name) => {
    const hint = didYouMean(name, known);
    return `The deployment has no ${noun} "${name}", so it is not selected.${hint === undefined ? '' : ` ${hint}`}`;
  });
  if (strangers.length > mostNamed) lines.push(`Nor has it ${strangers.length - mostNamed} more of those named.`);
  return lines.map((text) => ({ kind: 'event', text }));
}

function names(parameters: JsonObject, key: string): Set<string> {
  const value = parameters[key];
  const list = Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];
  return new Set(list.filter((item) => typeof item === 'string'));
}

/** True for a parameter that says yes. Those without a declared type may come as text. */
export function isTrue(parameters: JsonObject, key: string): boolean {
  const value = parameters[key];
  return value === true || value === 'true';
}
