import type { Analysis } from '../analysis/protocol.ts';
import { type Content, isSameFile } from './changes-to.ts';

type Texts = Pick<Content, 'files' | 'mainFile'>;

/** So many states are kept: each is about as large as its texts. */
const mostKept = 24;

/** What was read of the last states of the text, so that who goes back to one sees it at once. */
export class SeenStates {
  #kept: readonly { texts: Texts; analysis: Analysis }[] = [];

  /** Keeps what was read of these texts; nothing when they could not be read. */
  keep({ files, mainFile }: Texts, analysis: Analysis): void {
    if (analysis.design === null || analysis.isStale) return;
    const texts = { files, mainFile };
    const others = this.#kept.filter((each) => !isSameText(each.texts, texts));
    this.#kept = [...others, { texts, analysis }].slice(-mostKept);
  }

  /** What was read of the same texts; null when that is not known (any more). */
  find(texts: Texts): Analysis | null {
    return this.#kept.findLast((each) => isSameText(each.texts, texts))?.analysis ?? null;
  }
}

function isSameText(a: Texts, b: Texts): boolean {
  if (a.mainFile !== b.mainFile || a.files.size !== b.files.size) return false;
  return [...a.files].every(([path, file]) => isSameFile(file, b.files.get(path) ?? null));
}
