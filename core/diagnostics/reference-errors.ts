/** How the reference names an error: its class, and its number where it has one. */
export interface ReferenceError {
  errorClass: string;
  errorCode: number | null;
}

/** Numbers that the reference raises with another class than `DSLParsingLogicException`. */
const formatNumbers = new Set([1, 2, 220]);

/** Codes of ours that stand for errors of the reference which have no number or share one with others (dsl.md section 14). */
const named: ReadonlyMap<number, ReferenceError> = new Map(
  (
    [
      [9000, 'DSLParsingFormatException', -1],
      [9030, 'UnknownInputError', null],
      [9031, 'FunctionEvaluationError', null],
      [9032, 'FunctionValidationError', null],
      [9035, 'ConstraintException', null],
      [9051, 'DSLParsingException', 1],
      [9052, 'DSLParsingException', 213],
      [9053, 'DSLParsingException', 214],
      [9054, 'DSLParsingInputTypeException', 216],
      [9061, 'MissingRequiredInputError', null],
      [9062, 'InputEvaluationError', null],
      [9063, 'UnknownSecretError', null],
      [9064, 'UnsupportedGetSecretError', null],
      [9065, 'EvaluationRecursionLimitReached', null],
      [9066, 'UnknownSysEntityError', null],
      [9067, 'UnknownSysPropertyError', null],
      [9068, 'IllegalConnectedToConnectionType', null],
      [9069, 'UnsupportedRelationship', null],
      [9070, 'IllegalAllToOneState', null],
      [9071, 'UnsupportedAllToOneInGroup', null],
      [9072, 'NonRecoverableError', null],
    ] as const
  ).map(([code, errorClass, errorCode]) => [code, { errorClass, errorCode }]),
);

/** What the reference calls the problem with our code `DSL0007`; null for problems that only we report. */
export function referenceErrorOf(code: string): ReferenceError | null {
  const number = Number(code.replace(/^DSL/, ''));
  if (number >= 9000 || Number.isNaN(number)) return named.get(number) ?? null;
  if (number === 108) return { errorClass: 'DSLParsingInputTypeException', errorCode: number };
  return {
    errorClass: formatNumbers.has(number) ? 'DSLParsingFormatException' : 'DSLParsingLogicException',
    errorCode: number,
  };
}
