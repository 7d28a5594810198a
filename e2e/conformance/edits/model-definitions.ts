import type { Json } from '../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import type { Intent } from '../../../core/dsl/edit/index.ts';
import { asList, asObject, renameCalls } from './data.ts';
import type { DocumentSet } from './documents.ts';
import { DocumentReader } from './read-document.ts';

/** Carries out intents about declarations, groups, policies, types and imports. */
export function carryOutDefinition(set: DocumentSet, intent: Intent): DocumentSet {
  switch (intent.kind) {
    case 'add-declaration':
      return set.set([intent.section, intent.name], [], intent.definition);
    case 'set-declaration':
      return set.set([intent.section, intent.name], intent.path, intent.value);
    case 'unset-declaration':
      return set.unset(intent.section, intent.name, intent.path);
    case 'remove-declaration':
      return set.unset(intent.section, intent.name, []);
    case 'rename-declaration':
      set.renameKey(intent.section, intent.name, intent.to);
      if (intent.section === 'inputs') {
        set.renameCalls(['get_input'], { from: intent.name, to: intent.to, isPlain: false });
      }
      return set;
    case 'move-declaration': {
      const file = set.fileOf(intent.section, intent.name);
      const entries = Object.entries(set.section(file, intent.section));
      const from = entries.findIndex(([key]) => key === set.own(file, intent.name));
      entries.splice(intent.position, 0, ...entries.splice(from, 1));
      set.documents[file] = { ...set.documents[file], [intent.section]: Object.fromEntries(entries) };
      set.touched.push({ file, path: [intent.section] });
      return set;
    }
    default:
      return carryOutGroup(set, intent);
  }
}

function carryOutGroup(set: DocumentSet, intent: Intent): DocumentSet {
  switch (intent.kind) {
    case 'add-group':
      return set.set(['groups', intent.name], [], { members: [...intent.members] });
    case 'remove-group':
      return set.removeGroup(intent.group);
    case 'add-member': {
      const file = set.fileOf('groups', intent.group);
      const member = set.own(file, intent.member) ?? intent.member;
      return set.set(['groups', intent.group], ['members', set.members(intent.group).length], member);
    }
    case 'remove-member':
      return set.unset('groups', intent.group, ['members', set.members(intent.group).indexOf(intent.member)]);
    case 'add-policy': {
      const { type, targets, properties } = intent;
      const policy = { type, targets: [...targets], ...(properties && { properties }) };
      return set.set(['policies', intent.name], [], policy);
    }
    case 'set-policy-property':
      return set.set(['policies', intent.policy], ['properties', ...intent.path], intent.value);
    case 'remove-policy':
      return set.unset('policies', intent.policy, []);
    case 'set-definition':
      return set.set([intent.section, intent.name], intent.path, intent.value);
    case 'unset-definition':
      if (intent.section === 'groups' && intent.path.length === 0) return set.removeGroup(intent.name);
      return set.unset(intent.section, intent.name, intent.path);
    case 'rename-definition':
      return renameDefinition(set, intent);
    default:
      return carryOutRest(set, intent);
  }
}

function carryOutRest(set: DocumentSet, intent: Intent): DocumentSet {
  const { mainFile } = set.data;
  switch (intent.kind) {
    case 'set-description':
      if (intent.text === null) return set.removeAt(mainFile, ['description']);
      set.touched.push({ file: mainFile, path: ['description'] });
      return set.write(mainFile, ['description'], intent.text);
    case 'add-import': {
      const path = ['imports', asList(set.documents[mainFile]?.['imports']).length];
      set.touched.push({ file: mainFile, path });
      return set.write(mainFile, path, intent.location);
    }
    case 'remove-import': {
      const imports = asList(set.documents[mainFile]?.['imports']);
      const index = imports.map(locationOf).indexOf(intent.location);
      return set.removeAt(mainFile, ['imports', index]);
    }
    case 'add-fragment':
      return addFragment(set, intent);
    default:
      throw new Error(`The model does not know ${intent.kind}.`);
  }
}

function renameDefinition(
  set: DocumentSet,
  { section, name, to }: Extract<Intent, { kind: 'rename-definition' }>,
): DocumentSet {
  set.renameKey(section, name, to);
  if (section === 'groups') set.renameNames('group', name, to);
  if (section === 'labels') set.renameCalls(['get_label'], { from: name, to, isPlain: true });
  if (section === 'node_types' || section === 'relationships' || section === 'data_types') {
    set.renameNames(section, name, to);
  }
  return set;
}

/** A fragment whose nodes all get the names that the intent says, and whose inputs are there already. */
function addFragment(set: DocumentSet, { text, names = {} }: Extract<Intent, { kind: 'add-fragment' }>): DocumentSet {
  const templates = asObject(asObject(new DocumentReader().read(text) ?? undefined)['node_templates']);
  const functions = ['get_property', 'get_attribute', 'get_attributes_list', 'get_attributes_dict'];
  for (const [name, template] of Object.entries(templates)) {
    const json = Object.entries(names).reduce<Json>(
      (value, [from, to]) => renameCalls(value, { names: functions, from, to }),
      template ?? null,
    );
    const list = asObject(json)['relationships'];
    const relationships = asList(list).map((one) => {
      const target = String(asObject(one)['target']);
      return { ...asObject(one), target: names[target] ?? target };
    });
    const value = list === undefined || list === null ? json : { ...asObject(json), relationships };
    set.set(['node_templates', names[name] ?? name], [], value);
  }
  return set;
}

/** An import is a location, or a map from it to what else is said. */
function locationOf(one: Json): Json {
  return isJsonObject(one) ? (Object.keys(one)[0] ?? null) : one;
}
