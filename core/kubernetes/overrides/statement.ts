/** A step into a map or list. */
export type Step = { at: number } & (
  | { kind: 'key'; key: string }
  | { kind: 'index'; index: number }
  /** From `from` to before `to`; null: from the beginning, to the end. */
  | { kind: 'slice'; from: number | null; to: number | null }
);

/** A place in the descriptor. */
export interface Place {
  steps: readonly Step[];
  at: number;
}

export type Operator = '+' | '-' | '*';

/** What stands for a value; numbers of `at` are places in the filled text. */
export type Expression = { at: number } & (
  | { kind: 'scalar'; value: string | number | boolean | null }
  | { kind: 'list'; items: readonly Expression[] }
  | { kind: 'map'; entries: readonly (readonly [key: string, value: Expression])[] }
  | { kind: 'place'; place: Place }
  | { kind: 'operation'; operator: Operator; left: Expression; right: Expression }
  | { kind: 'negative'; operand: Expression }
);

/** The methods of lists and maps that change them. */
export const methods = ['append', 'extend', 'insert', 'update'] as const;
export type Method = (typeof methods)[number];

/** What an override does; `operator` null: the value replaces what is there. */
export type Statement = { at: number } & (
  | { kind: 'set'; place: Place; operator: Operator | null; value: Expression }
  | { kind: 'delete'; places: readonly Place[] }
  | { kind: 'call'; place: Place; method: Method; values: readonly Expression[] }
);
