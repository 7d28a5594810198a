import { type DslCode, dslCodes, formatDslCode } from './codes.ts';
import type { Diagnostic, Severity, SourceRange } from './diagnostic.ts';
import { mends } from './mends.ts';

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
}

/** Beyond this, further problems are counted and not kept: nobody reads them, and hostile input could make millions. */
const kept = 500;

/** Only the first problems get hints that have to be looked for. */
const hinted = 100;

/** Collects the problems of one compilation. The same problem at the same place is kept once. */
export class Report {
  readonly #items = new Map<string, Diagnostic>();
  #errors = 0;
  #dropped = 0;

  error(problem: Problem): void {
    this.#errors += 1;
    this.#add('error', problem);
  }

  warning(problem: Problem): void {
    this.#add('warning', problem);
  }

  /** How many errors were reported so far; compare two readings to see whether a step went well. */
  get errors(): number {
    return this.#errors;
  }

  /** All problems, by file in the given order, then by place; a last line says how many were left out. */
  list(fileOrder: readonly string[] = []): Diagnostic[] {
    const order = new Map(fileOrder.map((file, index) => [file, index]));
    const rank = (item: Diagnostic) => order.get(item.range.file) ?? order.size;
    const items = [...this.#items.values()].sort(
      (a, b) => rank(a) - rank(b) || a.range.start.offset - b.range.start.offset,
    );
    const last = items.at(-1);
    if (this.#dropped > 0 && last !== undefined) items.push(leftOut(this.#dropped, last.range));
    return items;
  }

  #hint(hint: Hint): string | undefined {
    if (typeof hint !== 'function') return hint;
    return this.#items.size < hinted ? hint() : undefined;
  }

  #add(severity: Severity, problem: Problem): void {
    if (this.#items.size >= kept) {
      this.#dropped += 1;
      return;
    }
    const { code, detail, range } = problem;
    const key = `${severity} ${code} ${range.file} ${range.start.offset} ${detail}`;
    if (this.#items.has(key)) return;
    const hint = this.#hint(problem.hint) ?? mends[code];
    this.#items.set(key, {
      severity,
      code: formatDslCode(code),
      summary: dslCodes[code],
      detail,
      range,
      ...(hint === undefined ? {} : { hint }),
    });
  }
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
