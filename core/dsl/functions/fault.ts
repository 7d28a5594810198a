import type { DslCode } from '../../diagnostics/codes.ts';
import type { CallProblem } from './definition.ts';

/**
 * A function cannot be evaluated. Raised inside the evaluation and turned into a diagnostic, an input problem or a
 * FunctionEvaluationError where the evaluation was asked for.
 */
export class FunctionFault extends Error {
  override name = 'FunctionFault';
  readonly code: DslCode;

  constructor(code: DslCode, message: string) {
    super(message);
    this.code = code;
  }
}

/** Raises what is wrong with a call, if anything is. */
export function refuse(problem: CallProblem | null): void {
  if (problem !== null) throw new FunctionFault(problem.code, problem.detail);
}

/** The fault of a call that needs its arguments when the deployment is created, and one is known only later. */
export function unresolved(name: string): FunctionFault {
  return new FunctionFault(9031, `${name} is given an argument that is known only while the deployment runs.`);
}

/** The fault of values that are calls, whose values are calls, and so on (dsl.md section 9: at most 50). */
export function endless(name: string): FunctionFault {
  return new FunctionFault(
    9065,
    `${name} leads to itself: its value is a function, whose value is a function, and so on.`,
  );
}
