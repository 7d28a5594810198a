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
