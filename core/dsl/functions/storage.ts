import type { Json, JsonObject } from '../../blueprint/json.ts';
import type { PlanInstanceRelationship } from '../../plan/plan.ts';

/** A node template as functions see it. */
export interface StoredNode {
  id: string;
  properties?: JsonObject;
  relationships?: readonly { target_id: string; type_hierarchy: string[] }[];
}

/** A node instance as functions see it. */
export interface StoredInstance {
  id: string;
  /** The node template's name. */
  node: string;
  index: number;
  runtimeProperties: JsonObject;
  relationships: PlanInstanceRelationship[];
  /** Innermost first. */
  scalingGroups?: { name: string; id: string }[];
}

/** A deployment that uses this one. */
export interface StoredConsumer {
  id: string;
  name: string;
}

/** What `get_sys` can ask for. */
export type SystemProperty =
  | ['tenant', 'name']
  | ['deployment', 'id']
  | ['deployment', 'name']
  | ['deployment', 'blueprint']
  | ['deployment', 'owner'];

/**
 * What intrinsic functions read at run time. Node and instance look-ups answer null or an empty list for what is
 * not there; `secret` throws for an unknown name, and what it throws reaches the caller of the evaluation. The other
 * members are optional: without one, the functions that need it raise a FunctionEvaluationError that says so. They
 * answer undefined for what is not there.
 */
export interface EvaluationStorage {
  node(name: string): Promise<StoredNode | null>;
  instance(id: string): Promise<StoredInstance | null>;
  instancesOf(node: string): Promise<StoredInstance[]>;
  secret(name: string): Promise<string>;
  /** The deployment's own input. */
  input?(name: string): Promise<Json | undefined>;
  /** An evaluated capability of another deployment. */
  capability?(deployment: string, name: string): Promise<Json | undefined>;
  /** The capability of each deployment of a group: by deployment, in an order of the storage's choice. */
  groupCapability?(group: string, name: string): Promise<Record<string, Json> | undefined>;
  /** An evaluated capability of the environment (the parent deployment) this deployment was made in. */
  environmentCapability?(name: string): Promise<Json | undefined>;
  /** The values of a label of this deployment. */
  label?(key: string): Promise<string[] | undefined>;
  system?(...property: SystemProperty): Promise<Json | undefined>;
  consumers?(): Promise<StoredConsumer[]>;
}

/**
 * What SELF, SOURCE and TARGET stand for: ids of instances. Node operations have `self`, relationship operations the
 * other two, outputs none. `node`: the template whose properties are evaluated, where no instance of it is meant.
 * `instance`: the one to take when that template is referred to by name.
 */
export interface EvaluationScope {
  self?: string;
  source?: string;
  target?: string;
  node?: string;
  instance?: string;
  /** An attribute of which no instance can be chosen is a text that says why, as in the reference's outputs. */
  shownErrors?: boolean;
}

/** An intrinsic function could not be evaluated; the message says which and why. */
export class FunctionEvaluationError extends Error {
  override name = 'FunctionEvaluationError';
  /** What the diagnostics call the problem: `DSL9031`. */
  readonly code: string;

  constructor(message: string, code = 'DSL9031') {
    super(message);
    this.code = code;
  }
}
