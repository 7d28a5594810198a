import { type DslCode, dslCodes, formatDslCode } from './codes.ts';
import type { Diagnostic, Severity, SourceRange } from './diagnostic.ts';
import { mends } from './mends.ts';
import { rankAfterTemplates, rankOfCode, rankOfValues } from './order.ts';

/** How to mend something. A function is only called when the problem is kept: finding what was meant takes time. */
export type Hint = string | undefined | (() => string | undefined);

/** What to say about one mistake; the summary follows from the code. */
export interface Problem {
  code: DslCode;
  /** Full sentences: what, where, why. */
  detail: string;
  range: SourceRange;
  /** How to mend it; without one, what `mends` says about the code. */
  hint?: Hint;
  /** The reference meets it with the problems of this other code. */
  like?: DslCode;
  /** The reference meets it after everything about node templates, whatever its code. */
  late?: boolean;
}

/** Beyond this, further problems are counted and not kept: nobody reads them, and hostile input could make millions. */
const kept = 500;

/** Only the first problems get hints that have to be looked for. */
const hinted = 100;

/** Warnings and notices come behind all errors. */
const afterErrors = 1000;

/** Collects the problems of one compilation. The same problem at the same place is kept once. */
export class Report {
  readonly #items = new Map<string, { item: Diagnostic; rank: number }>();
  #errors = 0;
  #reported = 0;
  #dropped = 0;

  error(problem: Problem): void {
    this.#errors += 1;
    this.#add('error', problem);
  }

  warning(problem: Problem): void {
    this.#add('warning', problem);
  }

  notice(problem: Problem): void {
    this.#add('notice', problem);
  }

  /** How many errors were reported so far; compare two readings to see whether a step went well. */
  get errors(): number {
    return this.#errors;
  }

  /** How many problems of any severity were reported so far, repetitions included. */
  get reported(): number {
    return this.#reported;
  }

  /**
   * All problems: errors before warnings and notices, and errors in the order in which the reference meets them; among
   * those of one step by file in the given order, then by place, or as they were found. A last line says how many were left out.
   */
  list(fileOrder: readonly string[] = []): Diagnostic[] {
    const order = new Map(fileOrder.map((file, index) => [file, index]));
    const file = (item: Diagnostic) => order.get(item.range.file) ?? order.size;
    const byPlace = (a: Diagnostic, b: Diagnostic) => file(a) - file(b) || a.range.start.offset - b.range.start.offset;
    const items = [...this.#items.values()]
      .sort((a, b) => a.rank - b.rank || (a.rank === rankOfValues ? 0 : byPlace(a.item, b.item)))
      .map(({ item }) => item);
    const last = items.at(-1);
    if (this.#dropped > 0 && last !== undefined) items.push(leftOut(this.#dropped, last.range));
    return items;
  }

  #hint(hint: Hint): string | undefined {
    if (typeof hint !== 'function') return hint;
    return this.#items.size < hinted ? hint() : undefined;
  }

  #add(severity: Severity, problem: Problem): void {
    this.#reported += 1;
    if (this.#items.size >= kept) {
      this.#dropped += 1;
      return;
    }
    const { code, detail, range } = problem;
    const key = `${severity} ${code} ${range.file} ${range.start.offset} ${detail}`;
    if (this.#items.has(key)) return;
    const hint = this.#hint(problem.hint) ?? mends[code];
    const item: Diagnostic = {
      severity,
      code: formatDslCode(code),
      summary: dslCodes[code],
      detail,
      range,
      ...(hint === undefined ? {} : { hint }),
    };
    const rank = severity === 'error' ? rankOf(problem) : afterErrors;
    this.#items.set(key, { item, rank });
  }
}

function rankOf({ code, like, late }: Problem): number {
  const rank = rankOfCode(like ?? code);
  return late === true ? Math.max(rank, rankAfterTemplates) : rank;
}

function leftOut(count: number, range: SourceRange): Diagnostic {
  return {
    severity: 'notice',
    code: 'DSL9999',
    summary: 'More problems were found',
    detail: `${count} more problems are not listed. Mend the first ones and try again.`,
    range,
  };
}
