import type { Json, JsonObject } from '../../blueprint/json.ts';
import type { DslCode } from '../../diagnostics/codes.ts';
import type { Hint } from '../../diagnostics/report.ts';
import type { LanguageVersion } from '../language-version.ts';
import type { EvaluationScope, EvaluationStorage } from './storage.ts';

/** The node templates that SELF, SOURCE and TARGET stand for where a function is written. */
export interface NodeScope {
  self?: string;
  source?: string;
  target?: string;
}

/** What is wrong with a call. `at`: which item of its list of arguments is meant; absent: all of them. */
export interface CallProblem {
  code: DslCode;
  detail: string;
  hint?: Hint;
  at?: number;
}

type NodeProperties = ReadonlyMap<string, { properties: JsonObject }>;

/** What the check of a call as written may look at. */
export interface CheckSite {
  scope: NodeScope;
  version: LanguageVersion;
  inputs: ReadonlySet<string>;
  nodes: NodeProperties;
}

/** What evaluation at creation may look at. Properties may still hold functions that were not evaluated yet. */
export interface CreationContext {
  /** Null while inputs are not known yet. */
  inputs: JsonObject | null;
  nodes: NodeProperties;
}

/** A value and the scope in which functions inside it are to be read; without a scope it stays the same. */
export interface Evaluated {
  value: Json;
  scope?: NodeScope;
  /** The value is another node's: calls in it that wait for run time do not count as calls of this place (quirk). */
  foreign?: boolean;
  /**
   * The value is what all calls like this one give: functions inside it are evaluated in it, once, where it is read
   * first (quirk). It must belong to the plan that is being made.
   */
  shared?: boolean;
}

export interface RuntimeEvaluated {
  value: Json;
  scope?: EvaluationScope;
}

/** What evaluation at run time may look at. `evaluate` replaces the functions in a value that stands in a scope. */
export interface RuntimeSite {
  scope: EvaluationScope;
  storage: EvaluationStorage;
  evaluate(value: Json, scope: EvaluationScope): Promise<Json>;
}

/** How a function is described to people; the reference of the language is made from these. */
export interface FunctionDocs {
  /** Its arguments as they are written, with names in place of values. */
  form: string;
  /** What it gives, in a sentence or two. */
  description: string;
  /** A call in YAML. */
  example: string;
}

/**
 * One intrinsic function (dsl.md section 9). `creation`: evaluated when the deployment is created, and again at run
 * time where something was left. `runtime`: only while the deployment lives.
 */
export interface FunctionDefinition {
  evaluated: 'creation' | 'runtime';
  /** The first version of the language that has it; 0 when absent. */
  since?: LanguageVersion;
  docs: FunctionDocs;
  /** What is wrong with the arguments whatever stands around the call; null when nothing is. */
  unfit(args: Json): CallProblem | null;
  /** What is wrong with a call of fit arguments at its place in the blueprint; null when nothing is. */
  misused?(args: Json, site: CheckSite): CallProblem | null;
  /**
   * The value when the deployment is created, of arguments that are evaluated as far as possible. Null: the call has
   * to wait for run time. Raises FunctionFault.
   */
  atCreation?(
    call: { args: Json; type: Json | undefined },
    at: { scope: NodeScope; context: CreationContext },
  ): Evaluated | null;
  /** The value while the deployment lives, of evaluated arguments. Raises FunctionFault. */
  atRuntime(call: { args: Json; type: Json | undefined }, at: RuntimeSite): Promise<RuntimeEvaluated>;
}
