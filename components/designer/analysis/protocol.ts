import type { Design, DesignProblem } from '../../../core/design/design.ts';
import type { Fix } from '../../../core/design/fix.ts';
import type { Place } from '../../../core/design/place.ts';
import type { Completion, Completions } from '../../../core/design/words/complete.ts';
import type { Hover } from '../../../core/design/words/hover.ts';
import type { SourceRange } from '../../../core/diagnostics/diagnostic.ts';
import type { EditsResult, Intent, TextEdit } from '../../../core/dsl/edit/index.ts';

export type { Completion, Completions, Fix, Hover, Place };

/** What the analysis knows of a state of the text. */
export interface Analysis {
  /** The document's revision that it belongs to. */
  revision: number;
  /** The last one that could be told; null before there is one. */
  design: Design | null;
  /** The text of this revision is so broken that `design` is that of an earlier one. */
  isStale: boolean;
  problems: readonly DesignProblem[];
}

/** What stands at an offset of a file. */
export interface PlaceAt {
  /** Keys and list numbers from the top of the file; the deepest entry that holds the offset. */
  path: readonly (string | number)[];
  /** The node template in which it lies. */
  node: string | null;
  range: SourceRange | null;
}

/** The outcome of intents that were carried out one after the other, all or none. */
export type Outcome = EditsResult;

/** A place in a file. `draft`: the file's text with what is being typed and not written yet. */
export interface WordPlace {
  file: string;
  offset: number;
  draft?: string | undefined;
}

/** The analysis as the page uses it; `start-analysis.ts` runs it in a worker. */
export interface Analyst {
  /** Begins with these texts. `paths`: all files of the blueprint, those included that are no text. */
  open(request: { revision: number; mainFile: string; texts: Record<string, string>; paths: string[] }): void;
  /** Tells a change. `settleMs`: waits so long for further changes before it analyses. */
  edit(change: { revision: number; edits: Record<string, readonly TextEdit[]>; settleMs: number }): void;
  /** The edits that carry intents out on the text of `revision`; null when the analysis has another revision by now. */
  resolve(revision: number, intents: readonly Intent[]): Promise<Outcome | null>;
  find(place: Place): Promise<SourceRange | null>;
  at(file: string, offset: number): Promise<PlaceAt>;
  /** Text of any file that was read, imported ones included; null when there is none. */
  source(location: string): Promise<string | null>;
  /** What could be written at an offset. `secrets`: the keys that are known. */
  complete(at: WordPlace & { secrets: readonly string[] }): Promise<Completions | null>;
  /** The text of nodes for the clipboard, as the intent `add-fragment` takes it; empty when none can be copied. */
  fragment(nodes: readonly string[]): Promise<string>;
  hover(at: WordPlace): Promise<Hover | null>;
  /** Ways to mend a problem of the last analysis, the best first; none when it has changed since. */
  fixes(problem: DesignProblem): Promise<readonly Fix[]>;
  /** Says what the analysis of a revision will be if nothing else changed; if it is, it is told as this very object. */
  expect(analysis: Analysis): void;
  onAnalysis(listener: (analysis: Analysis) => void): () => void;
  stop(): void;
}
