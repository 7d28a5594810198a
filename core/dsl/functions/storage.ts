import type { JsonObject } from '../../blueprint/json.ts';
import type { PlanInstanceRelationship, PlanNode } from '../../plan/plan.ts';

/** A node instance as functions see it. */
export interface StoredInstance {
  id: string;
  /** The node template's name. */
  node: string;
  index: number;
  runtimeProperties: JsonObject;
  relationships: PlanInstanceRelationship[];
  scalingGroups?: { name: string; id: string }[];
}

/**
 * What intrinsic functions read at run time. Node and instance look-ups answer null or an empty list for what is
 * not there; `secret` throws for an unknown name, and what it throws reaches the caller of the evaluation.
 */
export interface EvaluationStorage {
  node(name: string): Promise<PlanNode | null>;
  instance(id: string): Promise<StoredInstance | null>;
  instancesOf(node: string): Promise<StoredInstance[]>;
  secret(name: string): Promise<string>;
}

/** Instance ids that SELF, SOURCE and TARGET stand for. Node operations have `self`, relationship operations the other two, outputs none. */
export interface EvaluationScope {
  self?: string;
  source?: string;
  target?: string;
}

/** An intrinsic function could not be evaluated; the message says which and why. */
export class FunctionEvaluationError extends Error {
  override name = 'FunctionEvaluationError';
}
