import type { Json, JsonObject } from '../blueprint/json.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/**
 * What a person sees of a blueprint while it is written. It is told from the text even where the blueprint has faults:
 * a node whose type is unknown or whose required property is missing is there all the same. Parts in which nothing
 * changed are the same objects as in the design before. Where things are written is asked for when it is needed
 * (components/designer/analysis), since an edit moves all that follows it.
 */
export interface Design {
  /** The N of `cloudify_dsl_1_N`. */
  version: number;
  /** Of the main file. */
  description: string | null;
  imports: readonly DesignImport[];
  /** In the order of the text, those of imported files included. */
  nodes: readonly DesignNode[];
  groups: readonly DesignGroup[];
  policies: readonly DesignPolicy[];
  inputs: readonly DesignDeclaration[];
  outputs: readonly DesignDeclaration[];
  capabilities: readonly DesignDeclaration[];
  /** Of the deployments. A definition is `{ values: [...] }`, each a text or a call. */
  labels: readonly DesignDeclaration[];
  /** Of the blueprint itself; their values are texts. */
  blueprintLabels: readonly DesignDeclaration[];
  types: DesignTypes;
  /** Keys of secrets that calls of `get_secret` name. */
  secrets: readonly string[];
}

/** A line of `imports` in one of the blueprint's own files. */
export interface DesignImport {
  /** As written, namespace included. */
  written: string;
  /** The file that it is written in. */
  file: string;
  /** Where its text came from; null when it could not be read. */
  location: string | null;
  namespace: string | null;
  /** The file belongs to the blueprint and can be edited. */
  isOwn: boolean;
}

/** A node template. */
export interface DesignNode {
  /** Its name, namespace included. */
  id: string;
  type: string;
  /** Root first, own type last; empty when the type is unknown. */
  typeHierarchy: readonly string[];
  /** The node template it is contained in; containment always forms a forest. */
  parent: string | null;
  /** Only what the template itself writes; calls as they are written. Defaults are told by the type. */
  properties: JsonObject;
  /** Likewise. */
  interfaces: JsonObject;
  relationships: readonly DesignRelationship[];
  /** `max` -1: any number. */
  instances: { default: number; min: number; max: number; isWritten: boolean };
  /** The blueprint's own file that it is written in; null when an import brings it, and it cannot be edited. */
  file: string | null;
}

/** A relationship of a node template, in the order of the text. */
export interface DesignRelationship {
  /** Its number in the text, which intents name it by. */
  index: number;
  type: string;
  target: string;
  /** Root first, own type last; empty when the type is unknown. */
  typeHierarchy: readonly string[];
  kind: 'contained_in' | 'connected_to' | 'depends_on';
  /** Only what is written. */
  properties: JsonObject;
  sourceInterfaces: JsonObject;
  targetInterfaces: JsonObject;
}

export interface DesignGroup {
  name: string;
  /** Names of nodes and of other groups. */
  members: readonly string[];
  /** Policies of `policies` (a scaling policy makes it a scaling group), by name. */
  policies: readonly string[];
  /** Only what is written in `groups.NAME.policies`: reacting policies of the old kind. */
  reactions: JsonObject;
  file: string | null;
}

export interface DesignPolicy {
  name: string;
  type: string;
  targets: readonly string[];
  properties: JsonObject;
  file: string | null;
}

/** An input, output, capability or label with everything that is written about it. */
export interface DesignDeclaration {
  name: string;
  definition: JsonObject;
  file: string | null;
}

/** Types by name, with all that they inherit. Large; the same objects until a type's text changes. */
export interface DesignTypes {
  nodes: Readonly<Record<string, DesignType>>;
  relationships: Readonly<Record<string, DesignType>>;
  data: Readonly<Record<string, DesignDataType>>;
  policies: Readonly<Record<string, DesignDataType>>;
  /** Names in front of operations' mappings. */
  plugins: readonly string[];
}

export interface DesignDataType {
  name: string;
  description: string | null;
  /** Root first, own name last. */
  hierarchy: readonly string[];
  properties: Readonly<Record<string, DesignProperty>>;
  /** The blueprint's own file that defines it; null when an import brings it. */
  file: string | null;
  /** The location of the file that defines it, such as `plugin:cloudify-openstack-plugin`. */
  from: string;
}

/** A node type or a relationship type. */
export interface DesignType extends DesignDataType {
  /** Of a node type by interface, then by operation; of a relationship type, those of its two sides. */
  interfaces: DesignInterfaces;
  targetInterfaces?: DesignInterfaces;
}

export type DesignInterfaces = Readonly<Record<string, Readonly<Record<string, DesignOperation>>>>;

export interface DesignOperation {
  /** `plugin.mapping`, the path of a script, or empty when it does nothing. */
  implementation: string;
  executor: string | null;
  maxRetries: number | null;
  retryInterval: number | null;
  timeout: number | null;
  inputs: Readonly<Record<string, DesignProperty>>;
  /** The type that defines it: this one, or one that it derives from. */
  definedBy: string;
}

/** The schema of a property or of an operation's input. */
export interface DesignProperty {
  type: string | null;
  description: string | null;
  /** A value must be given: there is no default that would do. */
  required: boolean;
  /** Absent when there is none. */
  default?: Json;
  constraints?: readonly Json[];
  /** The type of a list's items. */
  itemType?: string;
}

/** A diagnostic with what it is about. */
export interface DesignProblem extends Diagnostic {
  /** The node template that it lies in. */
  node: string | null;
  /** Keys and list numbers from the top of its file, as deep as could be told: `['node_templates', 'vm', 'type']`. */
  path: readonly (string | number)[];
}
