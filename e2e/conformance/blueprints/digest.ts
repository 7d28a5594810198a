import type { Json } from '../../../core/blueprint/json.ts';
import type { BlueprintPlan } from '../../../core/plan/plan.ts';

type Tree = Record<string, Json>;

/**
 * A plan in the form in which plans of real blueprints were recorded: a part of it. Descriptions of policy types and of
 * workflows' parameters are left out, as those of our catalogue are our own.
 */
export function digestOf(plan: BlueprintPlan): Tree {
  const whole = JSON.parse(JSON.stringify(plan)) as Tree;
  return withoutDescriptions({
    version: whole['version'] ?? null,
    inputs: whole['inputs'] ?? null,
    outputs: whole['outputs'] ?? null,
    groups: mapValues(whole['groups'], groupOf),
    scaling_groups: whole['scaling_groups'] ?? null,
    policy_types: mapValues(whole['policy_types'], (type) => pick(type, ['properties', 'source'])),
    policy_triggers: Object.keys(asTree(whole['policy_triggers'])).sort(),
    workflows: mapValues(whole['workflows'], (workflow) => pick(workflow, ['operation', 'parameters', 'plugin'])),
    deployment_plugins_to_install: namesOf(whole['deployment_plugins_to_install']),
    nodes: asList(whole['nodes']).map(nodeOf).sort(byName),
  });
}

/** A recorded plan, without what is not compared. */
export function withoutDescriptions(digest: Tree): Tree {
  return {
    ...digest,
    policy_types: mapValues(digest['policy_types'], (type) => withoutIn(type, 'properties')),
    workflows: mapValues(digest['workflows'], (workflow) => withoutIn(workflow, 'parameters')),
    nodes: [...asList(digest['nodes'])].sort(byName),
  };
}

function withoutIn(definition: Tree, schemas: string): Tree {
  const without = mapValues(definition[schemas], ({ description: _, ...schema }) => schema);
  return { ...definition, [schemas]: without };
}

function nodeOf(node: Tree): Tree {
  return {
    ...pick(node, ['name', 'type', 'type_hierarchy', 'properties']),
    host_id: node['host_id'] ?? null,
    instances: pick(asTree(asTree(asTree(node['capabilities'])['scalable'])['properties']), [
      ...['current_instances', 'default_instances', 'max_instances', 'min_instances', 'planned_instances'],
    ]),
    operations: Object.fromEntries(
      doing(node['operations'])
        .filter(([name]) => name.includes('.'))
        .map(([name, operation]) => [
          name,
          pick(operation, ['executor', 'has_intrinsic_functions', 'inputs', 'operation', 'plugin']),
        ]),
    ),
    plugins_to_install: namesOf(node['plugins_to_install']),
    relationships: asList(node['relationships']).map(relationshipOf),
  };
}

function relationshipOf(relationship: Tree): Tree {
  return {
    ...pick(relationship, ['properties', 'type']),
    hierarchy: relationship['type_hierarchy'] ?? null,
    target: relationship['target_id'] ?? null,
    source_operations: namesOfOperations(relationship['source_operations']),
    target_operations: namesOfOperations(relationship['target_operations']),
  };
}

function groupOf(group: Tree): Tree {
  return { ...pick(group, ['members']), policies: group['policies'] ?? null };
}

/** Operations that do something, by all their names. */
function doing(operations: Json | undefined): [string, Tree][] {
  return Object.entries(asTree(operations))
    .map(([name, operation]): [string, Tree] => [name, asTree(operation)])
    .filter(([, { plugin }]) => plugin !== '');
}

function namesOfOperations(operations: Json | undefined): string[] {
  return doing(operations)
    .map(([name]) => name)
    .sort();
}

function namesOf(plugins: Json | undefined): string[] {
  return asList(plugins)
    .map(({ name }) => String(name))
    .sort();
}

function pick(tree: Tree, keys: readonly string[]): Tree {
  return Object.fromEntries(keys.map((key) => [key, tree[key] ?? null]));
}

function mapValues(value: Json | undefined, change: (tree: Tree) => Tree): Tree {
  return Object.fromEntries(Object.entries(asTree(value)).map(([key, item]) => [key, change(asTree(item))]));
}

function asTree(value: Json | undefined): Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Tree) : {};
}

function asList(value: Json | undefined): Tree[] {
  return Array.isArray(value) ? (value as Tree[]) : [];
}

function byName(a: Tree, b: Tree): number {
  return String(a['name']) < String(b['name']) ? -1 : 1;
}
