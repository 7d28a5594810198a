import type { Json } from '../../../core/blueprint/json.ts';
import type { Intent, PathStep } from '../../../core/dsl/edit/index.ts';
import { asObject, read, typeNameOf } from './data.ts';
import { type BlueprintData, type Changer, DocumentSet, type Documents } from './documents.ts';
import { carryOutDefinition } from './model-definitions.ts';

/** What an intent should come to, found out on data alone. */
export interface Expected {
  documents: Documents;
  /** Paths whose text may change; what is not there yet stands for what is around it. */
  touched: readonly { file: string; path: PathStep[] }[];
  /** Paths of what is taken away. */
  removed: readonly { file: string; path: PathStep[] }[];
}

/** Carries an intent out on data, without any knowledge of the text. `changer`: for text that several places share. */
export function carryOut(data: BlueprintData, intent: Intent, changer: Changer | null = null): Expected {
  const set = new DocumentSet(data, changer);
  carryOutNode(set, intent);
  return set;
}

function carryOutNode(set: DocumentSet, intent: Intent): DocumentSet {
  switch (intent.kind) {
    case 'set-property':
      return set.set(['node_templates', intent.node], ['properties', ...intent.path], intent.value);
    case 'unset-property':
      return set.unset('node_templates', intent.node, ['properties', ...intent.path]);
    case 'add-node': {
      const { type, properties, relationships } = intent;
      const template = { type, ...(properties && { properties }), ...(relationships && { relationships }) };
      return set.set(['node_templates', intent.name], [], JSON.parse(JSON.stringify(template)) as Json);
    }
    case 'set-node-type':
      return setName(set, { node: intent.node, path: ['type'] }, intent.type);
    case 'rename-node':
      return renameNode(set, intent.node, intent.name);
    case 'delete-node':
      return deleteNodes(set, intent.children ? set.contents(intent.node) : [intent.node]);
    case 'extract-input':
      return extract(set, intent);
    case 'set-instances':
      return setInstances(set, intent);
    default:
      return carryOutRelationship(set, intent);
  }
}

/** Writes a name at a path of a node, as its file writes it. */
function setName(set: DocumentSet, { node, path }: { node: string; path: PathStep[] }, name: string): DocumentSet {
  const file = set.fileOf('node_templates', node);
  return set.set(['node_templates', node], path, set.own(file, name) ?? name);
}

function carryOutRelationship(set: DocumentSet, intent: Intent): DocumentSet {
  switch (intent.kind) {
    case 'nest': {
      const index = set.containerOf(intent.node);
      if (index >= 0) return setName(set, { node: intent.node, path: ['relationships', index, 'target'] }, intent.host);
      const type = 'cloudify.relationships.contained_in';
      return addRelationship(set, { node: intent.node, type, target: intent.host });
    }
    case 'detach':
      return set.unset('node_templates', intent.node, ['relationships', set.containerOf(intent.node)]);
    case 'add-relationship':
      return addRelationship(set, intent);
    case 'retarget-relationship':
      return setName(set, { node: intent.node, path: ['relationships', intent.index, 'target'] }, intent.target);
    case 'set-relationship-type':
      return setName(set, { node: intent.node, path: ['relationships', intent.index, 'type'] }, intent.type);
    case 'move-relationship': {
      const file = set.fileOf('node_templates', intent.node);
      const path = ['node_templates', set.own(file, intent.node) ?? '', 'relationships'];
      const list = [...(read(set.documents[file] ?? {}, path) as Json[])];
      list.splice(intent.position, 0, ...list.splice(intent.index, 1));
      set.touched.push({ file, path });
      return set.write(file, path, list);
    }
    case 'remove-relationship':
      return set.unset('node_templates', intent.node, ['relationships', intent.index]);
    case 'set-relationship-property': {
      const path = ['relationships', intent.index, 'properties', ...intent.path];
      return set.set(['node_templates', intent.node], path, intent.value);
    }
    case 'unset-relationship-property': {
      const path = ['relationships', intent.index, 'properties', ...intent.path];
      return set.unset('node_templates', intent.node, path);
    }
    default:
      return carryOutOperation(set, intent);
  }
}

function addRelationship(set: DocumentSet, { node, type, target }: { node: string; type: string; target: string }) {
  const file = set.fileOf('node_templates', node);
  const value = { type: set.own(file, type) ?? type, target: set.own(file, target) ?? target };
  return set.set(['node_templates', node], ['relationships', set.relationships(node).length], value);
}

function carryOutOperation(set: DocumentSet, intent: Intent): DocumentSet {
  switch (intent.kind) {
    case 'set-operation':
      return set.set(['node_templates', intent.node], operationPath(intent), intent.definition);
    case 'remove-operation':
      return set.unset('node_templates', intent.node, operationPath(intent));
    case 'set-operation-input': {
      const path = operationPath(intent);
      const known = read(set.find('node_templates', intent.node) ?? null, path);
      if (typeof known === 'string') set.set(['node_templates', intent.node], path, { implementation: known });
      return set.set(['node_templates', intent.node], [...path, 'inputs', ...intent.path], intent.value);
    }
    case 'set-operation-part': {
      const path = operationPath(intent);
      const known = read(set.find('node_templates', intent.node) ?? null, path);
      if (typeof known === 'string') set.set(['node_templates', intent.node], path, { implementation: known });
      return set.set(['node_templates', intent.node], [...path, intent.part], intent.value);
    }
    case 'unset-operation-part': {
      const path = operationPath(intent);
      const known = read(set.find('node_templates', intent.node) ?? null, path);
      const isShort = typeof known === 'string' && intent.part === 'implementation';
      return set.unset('node_templates', intent.node, isShort ? path : [...path, intent.part]);
    }
    case 'unset-operation-input':
      return set.unset('node_templates', intent.node, [...operationPath(intent), 'inputs', ...intent.path]);
    default:
      return carryOutDefinition(set, intent);
  }
}

function operationPath(intent: Extract<Intent, { operation: string }>): PathStep[] {
  const { relationship } = intent;
  const around = relationship === undefined ? ['interfaces'] : ['relationships', relationship.index, relationship.side];
  return [...around, intent.interface, intent.operation];
}

function deleteNodes(set: DocumentSet, names: readonly string[]): DocumentSet {
  for (const name of names) set.unset('node_templates', name, []);
  for (const { file, name, template } of set.nodes()) {
    const list = Array.isArray(template['relationships']) ? template['relationships'].map(asObject) : [];
    const gone = list.flatMap(({ target }, index) => (names.includes(set.full(file, String(target))) ? [index] : []));
    for (const index of gone.toReversed()) {
      set.removeAt(file, ['node_templates', set.own(file, name) ?? name, 'relationships', index]);
    }
  }
  return set.removeMembers(names);
}

function renameNode(set: DocumentSet, from: string, to: string): DocumentSet {
  set.renameKey('node_templates', from, to);
  set.renameCalls(['get_property', 'get_attribute'], { from, to, isPlain: false });
  set.renameCalls(['get_attributes_list', 'get_attributes_dict'], { from, to, isPlain: true });
  return set.renameNames('node', from, to);
}

function extract(set: DocumentSet, intent: Extract<Intent, { kind: 'extract-input' }>): DocumentSet {
  const path = ['properties', ...intent.path];
  const file = set.fileOf('node_templates', intent.node);
  const value = read(set.find('node_templates', intent.node) ?? null, path) ?? null;
  const input = set.own(file, intent.input) ?? intent.input;
  set.touched.push({ file, path: ['inputs', input] });
  set.write(file, ['inputs', input], { type: typeNameOf(value), default: value });
  return set.set(['node_templates', intent.node], path, { get_input: input });
}

function setInstances(
  set: DocumentSet,
  { node, default: count, min, max }: Extract<Intent, { kind: 'set-instances' }>,
): DocumentSet {
  const template = asObject(set.find('node_templates', node));
  const version = String(set.documents[set.data.mainFile]?.['tosca_definitions_version']);
  const old = template['instances'] !== undefined;
  if (/_1_[012]$/.test(version) || (old && min === undefined)) {
    return set.set(['node_templates', node], ['instances', 'deploy'], count ?? 1);
  }
  const deploy = asObject(template['instances'])['deploy'];
  if (old) set.unset('node_templates', node, ['instances']);
  const numbers = { default_instances: count ?? deploy, min_instances: min, max_instances: max };
  for (const [key, value] of Object.entries(numbers)) {
    if (value === undefined) continue;
    set.set(['node_templates', node], ['capabilities', 'scalable', 'properties', key], value);
  }
  return set;
}
