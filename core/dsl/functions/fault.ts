import type { DslCode } from '../../diagnostics/codes.ts';

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

/** The fault of a call that needs its arguments when the deployment is created, and one is known only later. */
export function unresolved(name: string): FunctionFault {
  return new FunctionFault(9031, `${name} is given an argument that is known only while the deployment runs.`);
}
