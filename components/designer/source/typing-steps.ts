import type { Transaction } from '@codemirror/state';

/** What a step of the history is called, and which steps are one. */
export interface TypingStep {
  label: string;
  group: string | null;
}

const words: readonly (readonly [event: string, word: string])[] = [
  ['input.paste', 'Paste'],
  ['input.drop', 'Drop text'],
  ['input.complete', 'Complete'],
  ['input.replace', 'Replace'],
  ['input', 'Type'],
  ['delete.cut', 'Cut'],
  ['delete', 'Delete'],
  ['move.drop', 'Move text'],
  ['move', 'Move lines'],
];

type Kind = 'type' | 'delete';

/** Names what is typed into one file, and makes one step of each word. */
export class TypingSteps {
  readonly #path: string;
  #kind: Kind | null = null;
  #word = 0;
  /** Where the next character of the word would be typed or deleted. */
  #at = -1;
  #endsInSpace = false;

  constructor(path: string) {
    this.#path = path;
  }

  next(transaction: Transaction): TypingStep {
    const word = words.find(([event]) => transaction.isUserEvent(event))?.[1] ?? 'Change';
    const { from, to, end, text } = changeOf(transaction);
    const line = transaction.newDoc.lineAt(Math.min(from, transaction.newDoc.length)).number;
    const label = `${word} in ${this.#path}, line ${line}`;
    const kind = kindOf(transaction, text);
    const goesOn =
      kind !== null &&
      kind === this.#kind &&
      (transaction.isUserEvent('input.type.compose') || from === this.#at || to === this.#at) &&
      !(this.#endsInSpace && /^\S/.test(text));
    if (!goesOn) this.#word += 1;
    this.#kind = kind;
    this.#at = end;
    this.#endsInSpace = /\s$/.test(text);
    return { label, group: kind === null ? null : `${kind} ${this.#path} ${this.#word}` };
  }
}

function kindOf(transaction: Transaction, text: string): Kind | null {
  if (transaction.isUserEvent('input.type') && !text.includes('\n')) return 'type';
  return transaction.isUserEvent('delete.backward') || transaction.isUserEvent('delete.forward') ? 'delete' : null;
}

/** From the first to the last place that changed. */
function changeOf({ changes, newDoc }: Transaction): { from: number; to: number; end: number; text: string } {
  let [from, to, end, text] = [-1, 0, 0, ''];
  changes.iterChanges((...[start, stop, startAfter, stopAfter]) => {
    if (from === -1) from = start;
    to = stop;
    end = stopAfter;
    text = newDoc.sliceString(startAfter, stopAfter);
  });
  return { from, to, end, text };
}
