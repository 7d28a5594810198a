import { Annotation, type Transaction } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { applyEdits, type TextEdit } from '../../../core/dsl/edit/text-edit.ts';
import type { DesignerDocument, Origin } from '../document/designer-document.ts';
import { difference, toEditorChanges, toTextEdits } from './line-ends.ts';
import { TypingSteps } from './typing-steps.ts';

const fromDocument = Annotation.define<boolean>();

/** Keeps an editor and a file of the document the same, whichever of them changes. */
export class Binding {
  readonly #document: DesignerDocument;
  readonly #path: string;
  readonly #steps: TypingSteps;
  readonly #stop: (() => void)[] = [];
  #text: string;
  #view: EditorView | null = null;
  #isTelling = false;

  constructor(document: DesignerDocument, path: string) {
    this.#document = document;
    this.#path = path;
    this.#steps = new TypingSteps(path);
    this.#text = document.getState().files.get(path)?.text ?? '';
  }

  /** The text of the document that the editor shows. */
  get text(): string {
    return this.#text;
  }

  /** For the editor's `dispatchTransactions`. */
  readonly dispatch = (transactions: readonly Transaction[], view: EditorView): void => {
    view.update(transactions);
    for (const transaction of transactions) {
      if (transaction.docChanged && transaction.annotation(fromDocument) !== true) this.#tell(transaction);
    }
  };

  start(view: EditorView): void {
    this.#view = view;
    this.#catchUp();
    this.#stop.push(
      this.#document.onEdit((path, edits, origin) => {
        if (path === this.#path && !this.#isTelling) this.#show(edits, origin);
      }),
      this.#document.subscribe(() => this.#catchUp()),
    );
  }

  stop(): void {
    for (const stop of this.#stop) stop();
    this.#stop.length = 0;
    this.#view = null;
  }

  #tell(transaction: Transaction): void {
    const edits = toTextEdits(this.#text, transaction.changes);
    this.#isTelling = true;
    this.#document.editText(this.#path, edits, this.#steps.next(transaction));
    this.#isTelling = false;
    this.#text = this.#now() ?? this.#text;
  }

  #show(edits: readonly TextEdit[], origin: Origin): void {
    const view = this.#view;
    const changes = toEditorChanges(this.#text, edits);
    const [first] = changes;
    if (view === null || first === undefined) return;
    // A step may hold several changes of the text, and this be the first of them.
    this.#text = applyEdits(this.#text, edits);
    // Who undoes what was typed wants to see it; who works elsewhere wants this pane to stay where it is.
    const follows = origin === 'history' && view.hasFocus;
    view.dispatch({
      changes,
      annotations: fromDocument.of(true),
      ...(follows && {
        selection: { anchor: first.from + first.insert.length },
        effects: EditorView.scrollIntoView(first.from, { y: 'nearest', yMargin: 40 }),
      }),
    });
  }

  /** After what is no edit of the text, such as a file that was replaced. */
  #catchUp(): void {
    const text = this.#now();
    if (this.#isTelling || text === null) return;
    const edit = difference(this.#text, text);
    if (edit !== null) this.#show([edit], 'canvas');
    // The same string, which is compared at once the next time.
    this.#text = text;
  }

  #now(): string | null {
    return this.#document.getState().files.get(this.#path)?.text ?? null;
  }
}
