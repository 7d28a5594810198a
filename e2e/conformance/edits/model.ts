import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { isJsonObject } from '../../../core/blueprint/json-object.ts';
import type { Intent, PathStep } from '../../../core/dsl/edit/index.ts';

/** Files as data, aliases and merge keys written out. */
export type Documents = Record<string, JsonObject>;

/** What an intent should come to, found out on data alone. */
export interface Expected {
  documents: Documents;
  /** Paths whose text may change; what is not there yet stands for what is around it. */
  touched: { file: string; path: PathStep[] }[];
  /** Whether comments may go with what is removed. */
  removes: boolean;
}

/** Carries intents out on data, without any knowledge of the text. */
export class Model {
  readonly documents: Documents;
  readonly #touched: Expected['touched'] = [];
  readonly #mainFile: string;
  #removes = false;

  constructor(documents: Documents, mainFile: string) {
    this.documents = structuredClone(documents);
    this.#mainFile = mainFile;
  }

  /** What the documents should be after the intent. */
  apply(intent: Intent): Expected {
    this.#carryOut(intent);
    return { documents: this.documents, touched: this.#touched, removes: this.#removes };
  }

  #carryOut(intent: Intent): void {
    switch (intent.kind) {
      case 'set-property':
        return this.#set('node_templates', intent.node, ['properties', ...intent.path], intent.value);
      case 'unset-property':
        return this.#unset('node_templates', intent.node, ['properties', ...intent.path]);
      case 'add-node': {
        const { type, properties, relationships } = intent;
        const template = { type, ...(properties && { properties }), ...(relationships && { relationships }) };
        return this.#set('node_templates', intent.name, [], JSON.parse(JSON.stringify(template)) as Json);
      }
      case 'rename-node':
        return this.#renameNode(intent.node, intent.name);
      case 'delete-node':
        return this.#deleteNodes(intent.children ? this.#contents(intent.node) : [intent.node]);
      case 'extract-input':
        return this.#extract(intent);
      case 'set-instances':
        return this.#setInstances(intent);
      default:
        return this.#carryOutRelationship(intent);
    }
  }

  #carryOutRelationship(intent: Intent): void {
    switch (intent.kind) {
      case 'nest':
      case 'detach': {
        const list = this.#relationships(intent.node);
        const index = list.findIndex(({ type }) => isContainment(type));
        if (intent.kind === 'detach') return this.#unset('node_templates', intent.node, ['relationships', index]);
        if (index >= 0) return this.#set('node_templates', intent.node, ['relationships', index, 'target'], intent.host);
        const added = { type: 'cloudify.relationships.contained_in', target: intent.host };
        return this.#set('node_templates', intent.node, ['relationships', list.length], added);
      }
      case 'add-relationship': {
        const { node, type, target } = intent;
        return this.#set('node_templates', node, ['relationships', this.#relationships(node).length], { type, target });
      }
      case 'retarget-relationship':
        return this.#set('node_templates', intent.node, ['relationships', intent.index, 'target'], intent.target);
      case 'remove-relationship':
        return this.#unset('node_templates', intent.node, ['relationships', intent.index]);
      case 'set-relationship-property': {
        const path = ['relationships', intent.index, 'properties', ...intent.path];
        return this.#set('node_templates', intent.node, path, intent.value);
      }
      case 'unset-relationship-property':
        return this.#unset('node_templates', intent.node, ['relationships', intent.index, 'properties', ...intent.path]);
      default:
        return this.#carryOutDeclaration(intent);
    }
  }

  #carryOutDeclaration(intent: Intent): void {
    switch (intent.kind) {
      case 'add-declaration':
        return this.#set(intent.section, intent.name, [], intent.definition);
      case 'set-declaration':
        return this.#set(intent.section, intent.name, intent.path, intent.value);
      case 'remove-declaration':
        return this.#unset(intent.section, intent.name, []);
      case 'rename-declaration':
        this.#renameKey(intent.section, intent.name, intent.to);
        if (intent.section === 'inputs') this.#renameCalls(['get_input'], intent.name, intent.to);
        return;
      case 'move-declaration': {
        const file = this.#fileOf(intent.section, intent.name);
        const section = this.#section(file, intent.section);
        const entries = Object.entries(section);
        const from = entries.findIndex(([key]) => key === intent.name);
        entries.splice(intent.position, 0, ...entries.splice(from, 1));
        this.#document(file)[intent.section] = Object.fromEntries(entries);
        this.#touched.push({ file, path: [intent.section] });
        return;
      }
      default:
        return this.#carryOutRest(intent);
    }
  }

  #carryOutRest(intent: Intent): void {
    switch (intent.kind) {
      case 'set-operation':
        return this.#set('node_templates', intent.node, ['interfaces', intent.interface, intent.operation], intent.definition);
      case 'remove-operation':
        return this.#unset('node_templates', intent.node, ['interfaces', intent.interface, intent.operation]);
      case 'set-operation-input': {
        const path = ['interfaces', intent.interface, intent.operation];
        const file = this.#fileOf('node_templates', intent.node);
        const known = read(this.#section(file, 'node_templates')[intent.node] ?? null, path);
        if (typeof known === 'string') this.#set('node_templates', intent.node, path, { implementation: known });
        return this.#set('node_templates', intent.node, [...path, 'inputs', ...intent.path], intent.value);
      }
      case 'unset-operation-input': {
        const path = ['interfaces', intent.interface, intent.operation, 'inputs', ...intent.path];
        return this.#unset('node_templates', intent.node, path);
      }
      case 'add-group':
        return this.#set('groups', intent.name, [], { members: [...intent.members] });
      case 'remove-group':
        return this.#removeGroup(intent.group);
      case 'add-member':
        return this.#set('groups', intent.group, ['members', this.#members(intent.group).length], intent.member);
      case 'remove-member':
        return this.#unset('groups', intent.group, ['members', this.#members(intent.group).indexOf(intent.member)]);
      case 'add-policy': {
        const { type, targets, properties } = intent;
        return this.#set('policies', intent.name, [], { type, targets: [...targets], ...(properties && { properties }) });
      }
      case 'set-policy-property':
        return this.#set('policies', intent.policy, ['properties', ...intent.path], intent.value);
      case 'remove-policy':
        return this.#unset('policies', intent.policy, []);
      case 'add-import': {
        const imports = this.#document(this.#mainFile)['imports'];
        const list = Array.isArray(imports) ? imports : [];
        this.#document(this.#mainFile)['imports'] = [...list, intent.location];
        this.#touched.push({ file: this.#mainFile, path: ['imports', list.length] });
        return;
      }
      default:
        throw new Error(`The model does not know ${intent.kind}.`);
    }
  }

  #document(file: string): JsonObject {
    return this.documents[file] ?? {};
  }

  #section(file: string, name: string): JsonObject {
    return asObject(this.#document(file)[name]);
  }

  /** The file that defines something; the main file for what is new. */
  #fileOf(section: string, name: string): string {
    const files = Object.keys(this.documents).filter((file) => Object.hasOwn(this.#section(file, section), name));
    return files.find((file) => asObject(this.#section(file, section)[name])['type'] !== undefined) ?? files[0] ?? this.#mainFile;
  }

  #set(section: string, name: string, path: readonly PathStep[], value: Json): void {
    const file = this.#fileOf(section, name);
    const whole = [section, name, ...path];
    this.#touched.push({ file, path: whole });
    this.documents[file] = write(this.#document(file), whole, value) as JsonObject;
  }

  #unset(section: string, name: string, path: readonly PathStep[]): void {
    this.#removeAt(this.#fileOf(section, name), [section, name, ...path]);
  }

  #removeAt(file: string, path: PathStep[]): void {
    this.#removes = true;
    this.#touched.push({ file, path });
    this.documents[file] = erase(this.#document(file), path) as JsonObject;
    // What is empty now may be left out.
    for (let around = path.slice(0, -1); around.length > 0; around = around.slice(0, -1)) {
      if (Object.keys(read(this.#document(file), around) ?? {}).length > 0) break;
      this.#touched.push({ file, path: around });
    }
  }

  #relationships(node: string): JsonObject[] {
    const template = asObject(this.#section(this.#fileOf('node_templates', node), 'node_templates')[node]);
    return asList(template['relationships']).map(asObject);
  }

  #members(group: string): Json[] {
    return asList(asObject(this.#section(this.#fileOf('groups', group), 'groups')[group])['members']);
  }

  #contents(node: string): string[] {
    const found = new Set([node]);
    for (const host of found) {
      for (const file of Object.keys(this.documents)) {
        for (const name of Object.keys(this.#section(file, 'node_templates'))) {
          const inside = this.#relationships(name).find(({ type }) => isContainment(type));
          if (inside?.['target'] === host) found.add(name);
        }
      }
    }
    return [...found];
  }

  #deleteNodes(names: readonly string[]): void {
    for (const name of names) this.#unset('node_templates', name, []);
    for (const file of Object.keys(this.documents)) {
      for (const [node, template] of Object.entries(this.#section(file, 'node_templates'))) {
        const list = asList(asObject(template)['relationships']).map(asObject);
        const gone = list.flatMap(({ target }, index) => (names.includes(String(target)) ? [index] : []));
        for (const index of gone.toReversed()) this.#removeAt(file, ['node_templates', node, 'relationships', index]);
      }
    }
    this.#removeMembers(names);
  }

  #removeMembers(names: readonly string[]): void {
    for (const file of Object.keys(this.documents)) {
      for (const [group, definition] of Object.entries(this.#section(file, 'groups'))) {
        const members = asList(asObject(definition)['members']);
        const gone = members.flatMap((member, index) => (names.includes(String(member)) ? [index] : []));
        if (gone.length > 0 && gone.length === members.length) this.#removeGroup(group);
        else for (const index of gone.toReversed()) this.#removeAt(file, ['groups', group, 'members', index]);
      }
    }
  }

  #removeGroup(group: string): void {
    this.#unset('groups', group, []);
    this.#removeMembers([group]);
    for (const file of Object.keys(this.documents)) {
      for (const [policy, definition] of Object.entries(this.#section(file, 'policies'))) {
        const targets = asList(asObject(definition)['targets']);
        const index = targets.indexOf(group);
        if (index === -1) continue;
        this.#removeAt(file, targets.length === 1 ? ['policies', policy] : ['policies', policy, 'targets', index]);
      }
    }
  }

  #renameNode(from: string, to: string): void {
    this.#renameKey('node_templates', from, to);
    this.#renameCalls(['get_property', 'get_attribute', 'get_attributes_list', 'get_attributes_dict'], from, to);
    for (const file of Object.keys(this.documents)) {
      for (const template of Object.values(this.#section(file, 'node_templates'))) {
        for (const relationship of asList(asObject(template)['relationships']).map(asObject)) {
          if (relationship['target'] === from) relationship['target'] = to;
        }
      }
      for (const group of Object.values(this.#section(file, 'groups')).map(asObject)) {
        if (!Array.isArray(group['members'])) continue;
        group['members'] = group['members'].map((member) => (member === from ? to : member));
      }
    }
  }

  #renameKey(section: string, from: string, to: string): void {
    for (const [file, document] of Object.entries(this.documents)) {
      const entries = Object.entries(this.#section(file, section));
      if (!entries.some(([key]) => key === from)) continue;
      document[section] = Object.fromEntries(entries.map(([key, value]) => [key === from ? to : key, value]));
    }
  }

  #renameCalls(names: readonly string[], from: string, to: string): void {
    for (const document of Object.values(this.documents)) {
      for (const [section, value] of Object.entries(document)) {
        if (section === 'dsl_definitions' || section === 'plugins' || section === 'metadata') continue;
        document[section] = renameCalls(value, { names, from, to });
      }
    }
  }

  #extract(intent: Extract<Intent, { kind: 'extract-input' }>): void {
    const path = ['properties', ...intent.path];
    const file = this.#fileOf('node_templates', intent.node);
    const value = read(this.#section(file, 'node_templates')[intent.node] ?? null, path) ?? null;
    const type = Array.isArray(value)
      ? 'list'
      : typeof value === 'number'
        ? Number.isInteger(value)
          ? 'integer'
          : 'float'
        : typeof value === 'boolean'
          ? 'boolean'
          : isJsonObject(value)
            ? 'dict'
            : 'string';
    this.#touched.push({ file, path: ['inputs', intent.input] });
    this.documents[file] = write(this.#document(file), ['inputs', intent.input], { type, default: value }) as JsonObject;
    this.#set('node_templates', intent.node, path, { get_input: intent.input });
  }

  #setInstances({ node, default: count, min, max }: Extract<Intent, { kind: 'set-instances' }>): void {
    const template = asObject(this.#section(this.#fileOf('node_templates', node), 'node_templates')[node]);
    const version = String(this.#document(this.#mainFile)['tosca_definitions_version']);
    const old = template['instances'] !== undefined;
    if (/_1_[012]$/.test(version) || (old && min === undefined)) {
      return this.#set('node_templates', node, ['instances', 'deploy'], count ?? 1);
    }
    const deploy = asObject(template['instances'])['deploy'];
    if (old) this.#unset('node_templates', node, ['instances']);
    const numbers = { default_instances: count ?? deploy, min_instances: min, max_instances: max };
    for (const [key, value] of Object.entries(numbers)) {
      if (value === undefined) continue;
      this.#set('node_templates', node, ['capabilities', 'scalable', 'properties', key], value);
    }
  }
}

function renameCalls(value: Json, rename: { names: readonly string[]; from: string; to: string }): Json {
  if (Array.isArray(value)) return value.map((item) => renameCalls(item, rename));
  if (!isJsonObject(value)) return value;
  const { names, from, to } = rename;
  const keys = Object.keys(value).filter((key) => key !== 'type');
  const isCall = keys.length === 1 && Object.keys(value).length <= 2 && names.includes(keys[0] ?? '');
  const argument = (args: Json) => {
    if (Array.isArray(args)) return args.map((item, index) => (index === 0 && item === from ? to : item));
    return args === from && names.includes('get_input') ? to : args;
  };
  const entries = Object.entries(value).map(([key, item]): [string, Json] => {
    const inner = renameCalls(item, rename);
    return [key, isCall && key === keys[0] ? argument(inner) : inner];
  });
  return Object.fromEntries(entries);
}

/** Whether a relationship type is containment, as far as names of the known types tell. */
export function isContainment(type: Json | undefined): boolean {
  return typeof type === 'string' && /contained_in/.test(type);
}

/** The value at the end of a path. */
export function read(json: Json, path: readonly PathStep[]): Json | undefined {
  let at: Json | undefined = json;
  for (const step of path) {
    if (Array.isArray(at)) at = at[Number(step)];
    else if (isJsonObject(at)) at = at[String(step)];
    else return undefined;
  }
  return at;
}

function write(json: Json | undefined, path: readonly PathStep[], value: Json): Json {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (typeof step === 'number') {
    const list = [...asList(json)];
    list[step] = write(list[step], rest, value);
    return list;
  }
  return { ...asObject(json), [step]: write(asObject(json)[step], rest, value) };
}

function erase(json: Json, path: readonly PathStep[]): Json {
  const [step, ...rest] = path;
  if (Array.isArray(json)) {
    if (rest.length === 0) return json.filter((_item, index) => index !== step);
    return json.map((item, index) => (index === step ? erase(item, rest) : item));
  }
  if (!isJsonObject(json) || step === undefined) return json;
  const entries = Object.entries(json).filter(([key]) => rest.length > 0 || key !== step);
  return Object.fromEntries(entries.map(([key, item]) => [key, key === step ? erase(item, rest) : item]));
}

/** A value as a map; an empty one when it is none. */
export function asObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** A value as a list; an empty one when it is none. */
export function asList(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
