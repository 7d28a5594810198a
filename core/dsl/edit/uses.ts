import { functionOfNode } from '../functions/names.ts';
import { type MapNode, type SyntaxNode, textOf } from '../safe-yaml/syntax.ts';
import { type EditableBlueprint, type EditableFile, inside } from './blueprint.ts';
import { childOf, pathOf, type Spot, topOf } from './spot.ts';

/** What a name stands for. */
export type NameKind = 'node' | 'group' | 'input' | 'capability';

/** A place where something is referred to by its name. */
export interface NameUse {
  /** The text that names it. */
  spot: Spot;
  file: EditableFile;
  namespace: string | null;
  /** How it is referred to. */
  by: 'target' | 'member' | 'policy target' | 'call' | 'parameter';
}

/** All places in the blueprint's own files where a node, group, input or capability is named. */
export function usesOf(blueprint: EditableBlueprint, kind: NameKind, name: string): NameUse[] {
  const uses: NameUse[] = [];
  for (const file of blueprint.files.values()) {
    for (const namespace of file.namespaces) {
      new UseFinder({ kind, name, file, namespace }, uses).find();
    }
  }
  return uses;
}

/** Where a use stands, in words. */
export function pathInWords({ spot }: NameUse): string {
  return `${spot.file.location}: ${pathOf(spot).join('.')}`;
}

/** Sections in which nothing is called. */
const skipped = new Set(['tosca_definitions_version', 'description', 'metadata', 'imports', 'plugins']);

const nodeFunctions: ReadonlySet<string> = new Set([
  'get_property',
  'get_attribute',
  'get_attributes_list',
  'get_attributes_dict',
]);

/** Functions whose arguments the namespace of a file does not apply to. */
const outsideNamespaces: ReadonlySet<string> = new Set(['get_attributes_list', 'get_attributes_dict']);

class UseFinder {
  readonly #sought: { kind: NameKind; name: string; file: EditableFile; namespace: string | null };
  readonly #uses: NameUse[];
  /** Values in which nothing was found, so that aliases cost nothing. */
  readonly #empty = new Set<SyntaxNode>();

  constructor(sought: { kind: NameKind; name: string; file: EditableFile; namespace: string | null }, uses: NameUse[]) {
    this.#sought = sought;
    this.#uses = uses;
  }

  find(): void {
    const { file, kind } = this.#sought;
    const top = topOf(file);
    if (top.node.kind !== 'map') return;
    for (const key of top.node.entries.keys()) {
      const section = skipped.has(key) ? null : childOf(top, key);
      if (section !== null) this.#calls(section);
    }
    if (kind === 'node' || kind === 'group') this.#topology(top, kind);
    if (kind === 'node') this.#parameters(top);
  }

  #topology(top: Spot, kind: 'node' | 'group'): void {
    for (const group of childrenOf(childOf(top, 'groups'))) {
      for (const member of childrenOf(childOf(group, 'members'))) this.#compare(member, 'member');
    }
    if (kind === 'group') {
      for (const policy of childrenOf(childOf(top, 'policies'))) {
        for (const target of childrenOf(childOf(policy, 'targets'))) this.#compare(target, 'policy target');
      }
      return;
    }
    for (const template of childrenOf(childOf(top, 'node_templates'))) {
      for (const relationship of childrenOf(childOf(template, 'relationships'))) {
        const target = childOf(relationship, 'target');
        if (target !== null) this.#compare(target, 'target');
      }
    }
  }

  /** Parameters that are nodes by their type, and those that schedules give to the built-in workflows. */
  #parameters(top: Spot): void {
    for (const workflow of childrenOf(childOf(top, 'workflows'))) {
      for (const parameter of childrenOf(childOf(workflow, 'parameters'))) {
        const type = childOf(parameter, 'type');
        const value = childOf(parameter, 'default');
        if (value !== null && type !== null && textOf(type.node) === 'node_id') this.#compare(value, 'parameter');
      }
    }
    const settings = childOf(top, 'deployment_settings');
    const schedules = settings === null ? null : childOf(settings, 'default_schedules');
    for (const schedule of childrenOf(schedules)) {
      const parameters = childOf(schedule, 'workflow_parameters');
      const nodes = parameters === null ? null : childOf(parameters, 'node_ids');
      for (const node of childrenOf(nodes)) this.#compare(node, 'parameter');
    }
  }

  /** Looks for calls below a value; says whether there was one. */
  #calls(spot: Spot): boolean {
    const { node } = spot;
    if (node.kind === 'scalar' || this.#empty.has(node)) return false;
    const before = this.#uses.length;
    if (node.kind === 'map') this.#call(spot, node);
    for (const child of childrenOf(spot)) this.#calls(child);
    const found = this.#uses.length > before;
    if (!found) this.#empty.add(node);
    return found;
  }

  #call(spot: Spot, node: MapNode): void {
    const call = functionOfNode(node);
    const args = call === null ? null : childOf(spot, call.entry.key);
    if (call === null || args === null) return;
    const { kind } = this.#sought;
    const first = args.node.kind === 'list' ? childOf(args, 0) : args;
    if (first === null) return;
    if (kind === 'input' && call.name === 'get_input') this.#compare(first, 'call');
    if (kind === 'node' && nodeFunctions.has(call.name) && args.node.kind === 'list') {
      this.#compare(first, 'call', !outsideNamespaces.has(call.name));
    }
    if (kind === 'capability' && call.name === 'get_capability' && isOwnDeployment(first.node)) {
      const capability = childOf(args, 1);
      if (capability !== null) this.#compare(capability, 'call');
    }
  }

  #compare(spot: Spot, by: NameUse['by'], namespaced = true): void {
    const { name, file, namespace } = this.#sought;
    const text = textOf(spot.node);
    if (text === null || (namespaced ? inside(namespace, text) : text) !== name) return;
    this.#uses.push({ spot, file, namespace: namespaced ? namespace : null, by });
  }
}

/** Whether an argument is `{ get_sys: [deployment, id] }`: the deployment itself. */
function isOwnDeployment(node: SyntaxNode): boolean {
  const call = functionOfNode(node);
  if (call?.name !== 'get_sys' || call.args.kind !== 'list') return false;
  const [entity, property] = call.args.items.map(textOf);
  return entity === 'deployment' && property === 'id';
}

/** The values in a map or list. */
export function childrenOf(spot: Spot | null): Spot[] {
  if (spot === null || spot.node.kind === 'scalar') return [];
  const steps = spot.node.kind === 'map' ? [...spot.node.entries.keys()] : [...spot.node.items.keys()];
  return steps.flatMap((step) => childOf(spot, step) ?? []);
}
