import { type FunctionName, functionOfNode } from '../functions/names.ts';
import { type MapNode, type SyntaxNode, textOf } from '../safe-yaml/syntax.ts';
import { type EditableBlueprint, type EditableFile, inside } from './blueprint.ts';
import { childOf, childrenOf, type PathStep, pathOf, type Spot, topOf } from './spot.ts';
import { type TypeKind, typeNamesIn } from './type-uses.ts';

/** What a name stands for. */
export type NameKind = 'node' | 'group' | 'input' | 'capability' | 'label' | TypeKind;

/** A place where something is referred to by its name. */
export interface NameUse {
  /** The text that names it. */
  spot: Spot;
  file: EditableFile;
  namespace: string | null;
  /** How it is referred to. */
  by: 'target' | 'member' | 'policy target' | 'call' | 'parameter' | 'type';
}

/** All places in the blueprint's own files where things of a kind and of these names are named. */
export function usesOf(blueprint: EditableBlueprint, kind: NameKind, ...names: readonly string[]): NameUse[] {
  const uses: NameUse[] = [];
  for (const file of blueprint.files.values()) {
    for (const namespace of file.namespaces) {
      new UseFinder({ kind, names: new Set(names), file, namespace }, uses).find();
    }
  }
  return uses;
}

/** A place that still names what was taken away. */
export interface LeftUse {
  file: string;
  /** Keys and list numbers from the top of the file, as it was before. */
  path: readonly PathStep[];
}

/** Where a use stands. */
export function leftUse({ spot }: NameUse): LeftUse {
  return { file: spot.file.location, path: pathOf(spot) };
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

interface Sought {
  kind: NameKind;
  names: ReadonlySet<string>;
  file: EditableFile;
  namespace: string | null;
}

class UseFinder {
  readonly #sought: Sought;
  readonly #uses: NameUse[];
  /** Whether one of the names is anywhere in a collection: looking for that is much cheaper than finding out where. */
  readonly #mentioned = new Map<SyntaxNode, boolean>();

  constructor(sought: Sought, uses: NameUse[]) {
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
    if (kind === 'node') this.#parameters(top, 'node_id');
    if (kind === 'node type') this.#parameters(top, 'node_type');
    if (isType(kind)) for (const spot of typeNamesIn(top, kind)) this.#compare(spot, 'type');
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
    for (const template of childrenOf(childOf(top, 'node_templates'))) this.#targets(template);
  }

  #targets(template: Spot): void {
    if (!this.#mentions(template.node)) return;
    for (const relationship of childrenOf(childOf(template, 'relationships'))) {
      const target = childOf(relationship, 'target');
      if (target !== null) this.#compare(target, 'target');
    }
  }

  /** Parameters that are nodes by their type, and those that schedules give to the built-in workflows. */
  #parameters(top: Spot, wanted: 'node_id' | 'node_type'): void {
    for (const workflow of childrenOf(childOf(top, 'workflows'))) {
      for (const parameter of childrenOf(childOf(workflow, 'parameters'))) {
        const type = childOf(parameter, 'type');
        const value = childOf(parameter, 'default');
        if (value !== null && type !== null && textOf(type.node) === wanted) this.#compare(value, 'parameter');
      }
    }
    if (wanted === 'node_type') return;
    const settings = childOf(top, 'deployment_settings');
    const schedules = settings === null ? null : childOf(settings, 'default_schedules');
    for (const schedule of childrenOf(schedules)) {
      const parameters = childOf(schedule, 'workflow_parameters');
      const nodes = parameters === null ? null : childOf(parameters, 'node_ids');
      for (const node of childrenOf(nodes)) this.#compare(node, 'parameter');
    }
  }

  /** Looks for calls below a value. */
  #calls(spot: Spot): void {
    const { node } = spot;
    if (node.kind === 'scalar' || !this.#mentions(node)) return;
    if (node.kind === 'map') this.#call(spot, node);
    for (const child of childrenOf(spot)) this.#calls(child);
  }

  #mentions(node: SyntaxNode): boolean {
    if (node.kind === 'scalar') return node.type === 'string' && this.#isSought(String(node.value));
    const known = this.#mentioned.get(node);
    if (known !== undefined) return known;
    const found =
      node.kind === 'list'
        ? node.items.some((item) => this.#mentions(item))
        : [...node.entries.values()].some(({ value }) => this.#mentions(value));
    this.#mentioned.set(node, found);
    return found;
  }

  /** Whether a text is one of the names, with or without the namespace. */
  #isSought(text: string): boolean {
    const { names, namespace } = this.#sought;
    return names.has(text) || (namespace !== null && names.has(inside(namespace, text)));
  }

  #call(spot: Spot, node: MapNode): void {
    const call = functionOfNode(node);
    const args = call === null ? null : childOf(spot, call.entry.key);
    if (call === null || args === null) return;
    const first = args.node.kind === 'list' ? childOf(args, 0) : args;
    if (first !== null) this.#argument(call.name, args, first);
    if (this.#sought.kind === 'data type' && call.name === 'get_input') this.#typeOfCall(spot);
  }

  #argument(name: FunctionName, args: Spot, first: Spot): void {
    const { kind } = this.#sought;
    if (kind === 'input' && name === 'get_input') this.#compare(first, 'call');
    if (kind === 'label' && name === 'get_label') this.#compare(first, 'call', false);
    if (kind === 'node' && nodeFunctions.has(name) && args.node.kind === 'list') {
      this.#compare(first, 'call', !outsideNamespaces.has(name));
    }
    if (kind === 'capability' && name === 'get_capability' && isOwnDeployment(first.node)) {
      const capability = childOf(args, 1);
      if (capability !== null) this.#compare(capability, 'call');
    }
  }

  /** `get_input` may say which type the value should have. */
  #typeOfCall(spot: Spot): void {
    const type = childOf(spot, 'type');
    if (type !== null) this.#compare(type, 'type');
  }

  #compare(spot: Spot, by: NameUse['by'], namespaced = true): void {
    const { names, file, namespace } = this.#sought;
    const text = textOf(spot.node);
    if (text === null || !names.has(namespaced ? inside(namespace, text) : text)) return;
    this.#uses.push({ spot, file, namespace: namespaced ? namespace : null, by });
  }
}

function isType(kind: NameKind): kind is TypeKind {
  return kind === 'node type' || kind === 'relationship type' || kind === 'data type';
}

/** Whether an argument is `{ get_sys: [deployment, id] }`: the deployment itself. */
function isOwnDeployment(node: SyntaxNode): boolean {
  const call = functionOfNode(node);
  if (call?.name !== 'get_sys' || call.args.kind !== 'list') return false;
  const [entity, property] = call.args.items.map(textOf);
  return entity === 'deployment' && property === 'id';
}
