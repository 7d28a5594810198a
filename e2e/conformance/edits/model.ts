import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import type { Intent, PathStep } from '../../../core/dsl/edit/index.ts';
import { asList, asObject, erase, isContainment, isHollow, read, renameCalls, typeNameOf, write } from './data.ts';

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
    this.documents = { ...documents };
    this.#mainFile = mainFile;
  }

  /** What the documents should be after the intent. */
  apply(intent: Intent): Expected {
    this.#carryOut(intent);
    return { documents: this.documents, touched: this.#touched, removes: this.#removes };
  }

  #carryOut(intent: Intent): this {
    switch (intent.kind) {
      case 'set-property':
        return this.#set(['node_templates', intent.node], ['properties', ...intent.path], intent.value);
      case 'unset-property':
        return this.#unset('node_templates', intent.node, ['properties', ...intent.path]);
      case 'add-node': {
        const { type, properties, relationships } = intent;
        const template = { type, ...(properties && { properties }), ...(relationships && { relationships }) };
        return this.#set(['node_templates', intent.name], [], JSON.parse(JSON.stringify(template)) as Json);
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

  #carryOutRelationship(intent: Intent): this {
    switch (intent.kind) {
      case 'nest':
      case 'detach': {
        const list = this.#relationships(intent.node);
        const index = list.findIndex(({ type }) => isContainment(type));
        if (intent.kind === 'detach') return this.#unset('node_templates', intent.node, ['relationships', index]);
        if (index >= 0)
          return this.#set(['node_templates', intent.node], ['relationships', index, 'target'], intent.host);
        const added = { type: 'cloudify.relationships.contained_in', target: intent.host };
        return this.#set(['node_templates', intent.node], ['relationships', list.length], added);
      }
      case 'add-relationship': {
        const { node, type, target } = intent;
        return this.#set(['node_templates', node], ['relationships', this.#relationships(node).length], {
          type,
          target,
        });
      }
      case 'retarget-relationship':
        return this.#set(['node_templates', intent.node], ['relationships', intent.index, 'target'], intent.target);
      case 'remove-relationship':
        return this.#unset('node_templates', intent.node, ['relationships', intent.index]);
      case 'set-relationship-property': {
        const path = ['relationships', intent.index, 'properties', ...intent.path];
        return this.#set(['node_templates', intent.node], path, intent.value);
      }
      case 'unset-relationship-property':
        return this.#unset('node_templates', intent.node, [
          'relationships',
          intent.index,
          'properties',
          ...intent.path,
        ]);
      default:
        return this.#carryOutDeclaration(intent);
    }
  }

  #carryOutDeclaration(intent: Intent): this {
    switch (intent.kind) {
      case 'add-declaration':
        return this.#set([intent.section, intent.name], [], intent.definition);
      case 'set-declaration':
        return this.#set([intent.section, intent.name], intent.path, intent.value);
      case 'remove-declaration':
        return this.#unset(intent.section, intent.name, []);
      case 'rename-declaration':
        this.#renameKey(intent.section, intent.name, intent.to);
        if (intent.section === 'inputs') this.#renameCalls(['get_input'], intent.name, intent.to);
        return this;
      case 'move-declaration': {
        const file = this.#fileOf(intent.section, intent.name);
        const section = this.#section(file, intent.section);
        const entries = Object.entries(section);
        const from = entries.findIndex(([key]) => key === intent.name);
        entries.splice(intent.position, 0, ...entries.splice(from, 1));
        this.documents[file] = { ...this.#document(file), [intent.section]: Object.fromEntries(entries) };
        this.#touched.push({ file, path: [intent.section] });
        return this;
      }
      default:
        return this.#carryOutRest(intent);
    }
  }

  #carryOutRest(intent: Intent): this {
    switch (intent.kind) {
      case 'set-operation':
        return this.#set(
          ['node_templates', intent.node],
          ['interfaces', intent.interface, intent.operation],
          intent.definition,
        );
      case 'remove-operation':
        return this.#unset('node_templates', intent.node, ['interfaces', intent.interface, intent.operation]);
      case 'set-operation-input': {
        const path = ['interfaces', intent.interface, intent.operation];
        const file = this.#fileOf('node_templates', intent.node);
        const known = read(this.#section(file, 'node_templates')[intent.node] ?? null, path);
        if (typeof known === 'string') this.#set(['node_templates', intent.node], path, { implementation: known });
        return this.#set(['node_templates', intent.node], [...path, 'inputs', ...intent.path], intent.value);
      }
      case 'unset-operation-input': {
        const path = ['interfaces', intent.interface, intent.operation, 'inputs', ...intent.path];
        return this.#unset('node_templates', intent.node, path);
      }
      case 'add-group':
        return this.#set(['groups', intent.name], [], { members: [...intent.members] });
      case 'remove-group':
        return this.#removeGroup(intent.group);
      case 'add-member':
        return this.#set(['groups', intent.group], ['members', this.#members(intent.group).length], intent.member);
      case 'remove-member':
        return this.#unset('groups', intent.group, ['members', this.#members(intent.group).indexOf(intent.member)]);
      case 'add-policy': {
        const { type, targets, properties } = intent;
        return this.#set(['policies', intent.name], [], {
          type,
          targets: [...targets],
          ...(properties && { properties }),
        });
      }
      case 'set-policy-property':
        return this.#set(['policies', intent.policy], ['properties', ...intent.path], intent.value);
      case 'remove-policy':
        return this.#unset('policies', intent.policy, []);
      case 'add-import': {
        const imports = this.#document(this.#mainFile)['imports'];
        const list = Array.isArray(imports) ? imports : [];
        this.#write(this.#mainFile, ['imports'], [...list, intent.location]);
        this.#touched.push({ file: this.#mainFile, path: ['imports', list.length] });
        return this;
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
    return (
      files.find((file) => asObject(this.#section(file, section)[name])['type'] !== undefined) ??
      files[0] ??
      this.#mainFile
    );
  }

  #set([section, name]: readonly [string, string], path: readonly PathStep[], value: Json): this {
    const file = this.#fileOf(section, name);
    const whole = [section, name, ...path];
    this.#touched.push({ file, path: whole });
    this.documents[file] = write(this.#document(file), whole, value) as JsonObject;
    return this;
  }

  #unset(section: string, name: string, path: readonly PathStep[]): this {
    this.#removeAt(this.#fileOf(section, name), [section, name, ...path]);
    return this;
  }

  #removeAt(file: string, path: PathStep[]): this {
    this.#removes = true;
    this.#touched.push({ file, path });
    this.documents[file] = erase(this.#document(file), path) as JsonObject;
    // What is empty now may be left out.
    for (let around = path.slice(0, -1); around.length > 0; around = around.slice(0, -1)) {
      if (!isHollow(read(this.#document(file), around))) break;
      this.#touched.push({ file, path: around });
    }
    // The second key of an item takes the place of the first, behind the dash.
    if (typeof path.at(-2) === 'number') this.#touched.push({ file, path: path.slice(0, -1) });
    return this;
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

  #deleteNodes(names: readonly string[]): this {
    for (const name of names) this.#unset('node_templates', name, []);
    for (const file of Object.keys(this.documents)) {
      for (const [node, template] of Object.entries(this.#section(file, 'node_templates'))) {
        const list = asList(asObject(template)['relationships']).map(asObject);
        const gone = list.flatMap(({ target }, index) => (names.includes(String(target)) ? [index] : []));
        for (const index of gone.toReversed()) this.#removeAt(file, ['node_templates', node, 'relationships', index]);
      }
    }
    this.#removeMembers(names);
    return this;
  }

  #removeMembers(names: readonly string[]): this {
    for (const file of Object.keys(this.documents)) {
      for (const [group, definition] of Object.entries(this.#section(file, 'groups'))) {
        const members = asList(asObject(definition)['members']);
        const gone = members.flatMap((member, index) => (names.includes(String(member)) ? [index] : []));
        if (gone.length > 0 && gone.length === members.length) this.#removeGroup(group);
        else for (const index of gone.toReversed()) this.#removeAt(file, ['groups', group, 'members', index]);
      }
    }
    return this;
  }

  #removeGroup(group: string): this {
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
    return this;
  }

  #renameNode(from: string, to: string): this {
    this.#renameKey('node_templates', from, to);
    this.#renameCalls(['get_property', 'get_attribute', 'get_attributes_list', 'get_attributes_dict'], from, to);
    const renamed = (name: Json | undefined) => (name === from ? to : (name ?? null));
    for (const file of Object.keys(this.documents)) {
      for (const [node, template] of Object.entries(this.#section(file, 'node_templates'))) {
        for (const [index, relationship] of asList(asObject(template)['relationships']).entries()) {
          if (asObject(relationship)['target'] !== from) continue;
          this.#write(file, ['node_templates', node, 'relationships', index, 'target'], to);
        }
      }
      for (const [name, group] of Object.entries(this.#section(file, 'groups'))) {
        const members = asList(asObject(group)['members']);
        if (members.includes(from)) this.#write(file, ['groups', name, 'members'], members.map(renamed));
      }
    }
    return this;
  }

  #write(file: string, path: PathStep[], value: Json): this {
    this.documents[file] = write(this.#document(file), path, value) as JsonObject;
    return this;
  }

  #renameKey(section: string, from: string, to: string): this {
    for (const [file, document] of Object.entries(this.documents)) {
      const entries = Object.entries(this.#section(file, section));
      if (!entries.some(([key]) => key === from)) continue;
      const renamed = Object.fromEntries(entries.map(([key, value]) => [key === from ? to : key, value]));
      this.documents[file] = { ...document, [section]: renamed };
    }
    return this;
  }

  #renameCalls(names: readonly string[], from: string, to: string): this {
    const skipped = new Set(['plugins', 'metadata']);
    for (const [file, document] of Object.entries(this.documents)) {
      const sections = Object.entries(document).map(([section, value]): [string, Json] => [
        section,
        skipped.has(section) ? value : renameCalls(value, { names, from, to }),
      ]);
      this.documents[file] = Object.fromEntries(sections);
    }
    return this;
  }

  #extract(intent: Extract<Intent, { kind: 'extract-input' }>): this {
    const path = ['properties', ...intent.path];
    const file = this.#fileOf('node_templates', intent.node);
    const value = read(this.#section(file, 'node_templates')[intent.node] ?? null, path) ?? null;
    const type = typeNameOf(value);
    this.#touched.push({ file, path: ['inputs', intent.input] });
    this.documents[file] = write(this.#document(file), ['inputs', intent.input], {
      type,
      default: value,
    }) as JsonObject;
    this.#set(['node_templates', intent.node], path, { get_input: intent.input });
    return this;
  }

  #setInstances({ node, default: count, min, max }: Extract<Intent, { kind: 'set-instances' }>): this {
    const template = asObject(this.#section(this.#fileOf('node_templates', node), 'node_templates')[node]);
    const version = String(this.#document(this.#mainFile)['tosca_definitions_version']);
    const old = template['instances'] !== undefined;
    if (/_1_[012]$/.test(version) || (old && min === undefined)) {
      return this.#set(['node_templates', node], ['instances', 'deploy'], count ?? 1);
    }
    const deploy = asObject(template['instances'])['deploy'];
    if (old) this.#unset('node_templates', node, ['instances']);
    const numbers = { default_instances: count ?? deploy, min_instances: min, max_instances: max };
    for (const [key, value] of Object.entries(numbers)) {
      if (value === undefined) continue;
      this.#set(['node_templates', node], ['capabilities', 'scalable', 'properties', key], value);
    }
    return this;
  }
}
