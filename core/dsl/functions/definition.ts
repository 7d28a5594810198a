import type { Json, JsonObject } from '../../blueprint/json.ts';
import type { DslCode } from '../../diagnostics/codes.ts';
import type { Hint } from '../../diagnostics/report.ts';
import type { LanguageVersion } from '../language-version.ts';
import type { SyntaxNode } from '../safe-yaml/syntax.ts';
import type { EvaluationScope, EvaluationStorage } from './storage.ts';

/** The node templates that SELF, SOURCE and TARGET stand for where a function is written. */
export interface NodeScope {
  self?: string;
  source?: string;
  target?: string;
}

/** What the check of a call as written may look at. */
export interface CheckSite {
  scope: NodeScope;
  inputs: ReadonlySet<string>;
  nodes: ReadonlyMap<string, { properties: JsonObject }>;
  /** Evaluates this one call without inputs, and reports why it cannot be. */
  evaluate(definition: FunctionDefinition, args: Json): void;
  problem(code: DslCode, node: SyntaxNode, text: { detail: string; hint?: Hint }): void;
}

/** What evaluation at creation may look at. */
export interface CreationContext {
  /** Null while inputs are not known yet. */
  inputs: JsonObject | null;
  nodes: ReadonlyMap<string, { properties: JsonObject }>;
}

/** A value and the scope in which functions inside it are to be read; without a scope it stays the same. */
export interface Evaluated {
  value: Json;
  scope?: NodeScope;
}

export interface RuntimeEvaluated {
  value: Json;
  scope?: EvaluationScope;
}

/** One intrinsic function. Arguments come evaluated as far as possible. Evaluations raise FunctionFault. */
export interface FunctionDefinition {
  since?: LanguageVersion;
  /** Reports what is wrong with the arguments as written. */
  check(args: SyntaxNode, site: CheckSite): void;
  /** For functions of their arguments alone: used as soon as all of them are known. */
  pure?(args: Json): Json;
  /** For `pure` ones: arguments that are known only at run time are an error and not waited for. */
  needsArgumentsAtCreation?: true;
  /** The value when the deployment is created; null when it must wait. */
  atCreation?(
    call: { args: Json; type: Json | undefined },
    at: { scope: NodeScope; context: CreationContext },
  ): Evaluated | null;
  /** The value while the deployment lives. */
  atRuntime?(args: Json, at: { scope: EvaluationScope; storage: EvaluationStorage }): Promise<RuntimeEvaluated>;
}
