import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import type { PathStep } from '../../../core/dsl/edit/index.ts';
import { asList, asObject, erase, isHollow, read, renameCalls, write } from './data.ts';

/** Files as data, aliases and merge keys written out. */
export type Documents = Record<string, JsonObject>;

/** What a blueprint is, as data. */
export interface BlueprintData {
  mainFile: string;
  documents: Documents;
  /** Under which namespace each file is imported; null stands for none. */
  namespaces: Readonly<Record<string, string | null>>;
  /** Relationship types that mean containment, as the plan names them. */
  containment: ReadonlySet<string>;
}

/** How data is changed; the file after the change. */
export interface Changer {
  write(file: string, path: readonly PathStep[], value: Json): JsonObject;
  erase(file: string, path: readonly PathStep[]): JsonObject;
}

/** A blueprint's files while they are changed; things are named as in the plan. */
export class DocumentSet {
  readonly documents: Documents;
  /** Paths whose text may change; what is not there yet stands for what is around it. */
  readonly touched: { file: string; path: PathStep[] }[] = [];
  /** Paths of what was taken away; its comments go with it. */
  readonly removed: { file: string; path: PathStep[] }[] = [];
  readonly data: BlueprintData;
  readonly #changer: Changer;

  constructor(data: BlueprintData, changer: Changer | null) {
    this.data = data;
    this.documents = { ...data.documents };
    this.#changer = changer ?? {
      write: (file, path, value) => write(this.documents[file], path, value) as JsonObject,
      erase: (file, path) => erase(this.documents[file] ?? {}, path) as JsonObject,
    };
  }

  /** A section of a file. */
  section(file: string, name: string): JsonObject {
    return asObject(this.documents[file]?.[name]);
  }

  /** How a file writes a name of the plan; null when it cannot. */
  own(file: string, name: string): string | null {
    const namespace = this.data.namespaces[file] ?? null;
    if (namespace === null || name.startsWith('cloudify.')) return name;
    return name.startsWith(`${namespace}--`) ? name.slice(namespace.length + 2) : null;
  }

  /** The name in the plan of what a file calls `name`. */
  full(file: string, name: string): string {
    const namespace = this.data.namespaces[file] ?? null;
    return namespace === null || name.startsWith('cloudify.') ? name : `${namespace}--${name}`;
  }

  /** The file that defines something; the main file for what is new. */
  fileOf(section: string, name: string): string {
    const files = Object.keys(this.documents).filter((file) => this.entry(file, section, name) !== undefined);
    return (
      files.find((file) => asObject(this.entry(file, section, name))['type'] !== undefined) ??
      files[0] ??
      this.data.mainFile
    );
  }

  /** What a file says of something. */
  entry(file: string, section: string, name: string): Json | undefined {
    const own = this.own(file, name);
    const entries = this.section(file, section);
    return own !== null && Object.hasOwn(entries, own) ? entries[own] : undefined;
  }

  /** What the blueprint says of something. */
  find(section: string, name: string): Json | undefined {
    return this.entry(this.fileOf(section, name), section, name);
  }

  set([section, name]: readonly [string, string], path: readonly PathStep[], value: Json): this {
    const file = this.fileOf(section, name);
    const whole = [section, this.own(file, name) ?? name, ...path];
    this.touched.push({ file, path: whole });
    return this.write(file, whole, value);
  }

  unset(section: string, name: string, path: readonly PathStep[]): this {
    const file = this.fileOf(section, name);
    return this.removeAt(file, [section, this.own(file, name) ?? name, ...path]);
  }

  /** Writes without saying that the place may change. */
  write(file: string, path: readonly PathStep[], value: Json): this {
    this.documents[file] = this.#changer.write(file, path, value);
    return this;
  }

  removeAt(file: string, path: PathStep[]): this {
    this.touched.push({ file, path });
    this.removed.push({ file, path });
    this.documents[file] = this.#changer.erase(file, path);
    // What is empty now may be left out.
    for (let around = path.slice(0, -1); around.length > 0; around = around.slice(0, -1)) {
      if (!isHollow(read(this.documents[file] ?? {}, around))) break;
      this.touched.push({ file, path: around });
      this.removed.push({ file, path: around });
    }
    this.#leaveOutInterface(file, path);
    // The second key of an item takes the place of the first, behind the dash.
    if (typeof path.at(-2) === 'number') this.touched.push({ file, path: path.slice(0, -1) });
    return this;
  }

  /** An interface that loses its last operation is not kept empty: nothing else of a plan tells the two apart. */
  #leaveOutInterface(file: string, path: readonly PathStep[]): void {
    const around = path.slice(0, -1);
    const key = String(around.at(-2));
    if (!key.endsWith('interfaces') || !isHollow(read(this.documents[file] ?? {}, around))) return;
    this.documents[file] = this.#changer.erase(file, around);
  }

  /** The relationships of a node, targets and types named as in the plan. */
  relationships(node: string): { type: string; target: string }[] {
    const file = this.fileOf('node_templates', node);
    return asList(asObject(this.find('node_templates', node))['relationships']).map((one) => {
      const { type, target } = asObject(one);
      return { type: this.full(file, String(type)), target: this.full(file, String(target)) };
    });
  }

  /** The number of the relationship that a node is contained by; -1 when it is in nothing. */
  containerOf(node: string): number {
    return this.relationships(node).findIndex(({ type }) => this.data.containment.has(type));
  }

  /** The names of all node templates with their files. */
  nodes(): { file: string; name: string; template: JsonObject }[] {
    return Object.keys(this.documents).flatMap((file) =>
      Object.entries(this.section(file, 'node_templates')).map(([name, template]) => ({
        file,
        name: this.full(file, name),
        template: asObject(template),
      })),
    );
  }

  /** A node and all that is inside of it. */
  contents(node: string): string[] {
    const found = new Set([node]);
    const hosts = this.nodes().map(({ name }) => ({
      name,
      host: this.relationships(name)[this.containerOf(name)]?.target,
    }));
    for (const host of found) for (const one of hosts) if (one.host === host) found.add(one.name);
    return [...found];
  }

  /** The members of a group. */
  members(group: string): string[] {
    const file = this.fileOf('groups', group);
    return asList(asObject(this.find('groups', group))['members']).map((name) => this.full(file, String(name)));
  }

  /** Takes nodes or groups out of all groups; a group that loses its last member goes. */
  removeMembers(names: readonly string[]): this {
    for (const file of Object.keys(this.documents)) {
      for (const [group, definition] of Object.entries(this.section(file, 'groups'))) {
        const members = asList(asObject(definition)['members']);
        const gone = members.flatMap((member, index) =>
          names.includes(this.full(file, String(member))) ? [index] : [],
        );
        if (gone.length > 0 && gone.length === members.length) this.removeGroup(this.full(file, group));
        else for (const index of gone.toReversed()) this.removeAt(file, ['groups', group, 'members', index]);
      }
    }
    return this;
  }

  /** Removes a group with what names it. */
  removeGroup(group: string): this {
    this.unset('groups', group, []);
    this.removeMembers([group]);
    for (const file of Object.keys(this.documents)) {
      for (const [policy, definition] of Object.entries(this.section(file, 'policies'))) {
        const targets = asList(asObject(definition)['targets']);
        const index = targets.findIndex((name) => this.full(file, String(name)) === group);
        if (index === -1) continue;
        this.removeAt(file, targets.length === 1 ? ['policies', policy] : ['policies', policy, 'targets', index]);
      }
    }
    return this;
  }

  /** Gives an entry of a section another name, in all files that have it. */
  renameKey(section: string, from: string, to: string): this {
    for (const [file, document] of Object.entries(this.documents)) {
      const [old, own] = [this.own(file, from), this.own(file, to)];
      const entries = Object.entries(this.section(file, section));
      if (old === null || !entries.some(([key]) => key === old)) continue;
      const renamed = Object.fromEntries(entries.map(([key, value]) => [key === old ? (own ?? to) : key, value]));
      this.documents[file] = { ...document, [section]: renamed };
    }
    return this;
  }

  /** Renames the first argument of calls. `isPlain`: namespaces do not apply to the functions. */
  renameCalls(names: readonly string[], { from, to, isPlain }: { from: string; to: string; isPlain: boolean }): this {
    const skipped = new Set(['plugins', 'metadata']);
    for (const [file, document] of Object.entries(this.documents)) {
      const [old, own] = isPlain ? [from, to] : [this.own(file, from), this.own(file, to)];
      if (old === null || own === null) continue;
      const sections = Object.entries(document).map(([section, value]): [string, Json] => [
        section,
        skipped.has(section) ? value : renameCalls(value, { names, from: old, to: own }),
      ]);
      this.documents[file] = Object.fromEntries(sections);
    }
    return this;
  }

  /** Renames what is named outside of calls. */
  renameNames(kind: keyof typeof namePaths, from: string, to: string): this {
    for (const file of Object.keys(this.documents)) {
      const [old, own] = [this.own(file, from), this.own(file, to)];
      if (old === null || own === null) continue;
      for (const path of namePaths[kind]) {
        this.documents[file] = renamedAt(this.documents[file] ?? {}, path.split('.'), {
          from: old,
          to: own,
        }) as JsonObject;
      }
    }
    return this;
  }
}

/** Where things are named outside of calls; `*` stands for any key or item. */
const namePaths = {
  node: ['node_templates.*.relationships.*.target', 'groups.*.members.*'],
  group: ['groups.*.members.*', 'policies.*.targets.*'],
  node_types: ['node_types.*.derived_from', 'node_templates.*.type'],
  relationships: ['relationships.*.derived_from', 'node_templates.*.relationships.*.type'],
  data_types: [
    'data_types.*.derived_from',
    ...['inputs', 'data_types.*.properties', 'node_types.*.properties', 'relationships.*.properties'].flatMap((at) => [
      `${at}.*.type`,
      `${at}.*.item_type`,
    ]),
    'workflows.*.parameters.*.type',
    'node_types.*.interfaces.*.*.inputs.*.type',
    'relationships.*.source_interfaces.*.*.inputs.*.type',
    'relationships.*.target_interfaces.*.*.inputs.*.type',
  ],
};

function renamedAt(json: Json, path: readonly string[], names: { from: string; to: string }): Json {
  const [step, ...rest] = path;
  if (step === undefined) return json === names.from ? names.to : json;
  if (Array.isArray(json)) return step === '*' ? json.map((item) => renamedAt(item, rest, names)) : json;
  if (typeof json !== 'object' || json === null) return json;
  const entries = Object.entries(json).map(([key, value]): [string, Json] => [
    key,
    step === '*' || step === key ? renamedAt(value ?? null, rest, names) : (value ?? null),
  ]);
  return Object.fromEntries(entries);
}
