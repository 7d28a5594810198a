/** What is wrong with the inputs of a deployment; `input` is null when it is not about one input (e.g. too many instances). */
export interface InputProblem {
  input: string | null;
  message: string;
}
