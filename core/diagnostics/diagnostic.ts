/** A place in a source file. `line` and `column` count from 1, `offset` from 0 in UTF-16 units. */
export interface Position {
  line: number;
  column: number;
  offset: number;
}

/** A stretch of one source file; `end` is exclusive. `file` is the location the text was read from. */
export interface SourceRange {
  file: string;
  start: Position;
  end: Position;
}

export type Severity = 'error' | 'warning' | 'notice';

/**
 * A person's mistake, as data. Parsers, compilers and planners return lists of these and never throw for bad input.
 * `code` is stable (`DSL0007`: the number is the reference's own error code where it has one, dsl.md section 14).
 * `summary` is short and holds no user text; `detail` says what, where and why; `hint` says how to mend it.
 */
export interface Diagnostic {
  severity: Severity;
  code: string;
  summary: string;
  detail: string;
  range: SourceRange;
  hint?: string;
}
