import type { DslCode } from '../diagnostics/codes.ts';

/**
 * What is wrong with the inputs of a deployment; `input` is null when it is not about one input (a secret that is
 * missing, too many instances). `code` names the problem as a diagnostic would.
 */
export interface InputProblem {
  input: string | null;
  message: string;
  code: DslCode;
}
