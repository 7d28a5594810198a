import { EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { point } from '../../blueprints/source-look.ts';
import { applyFix } from '../analysis/apply-fix.ts';
import type { Analysis, Fix } from '../analysis/protocol.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import { redoAloud, undoAloud } from '../document/undo-aloud.ts';
import { Binding } from './bind-document.ts';
import { createEditorState } from './editor-setup.ts';
import { fixMenu, offerFixes } from './fix-menu.ts';
import { toEditorOffsets, toTextOffsets } from './line-ends.ts';
import type { Left, Stretch, Target } from './open-files.ts';
import { markProblems } from './problem-marks.ts';
import { helpWithWords } from './word-help.ts';

interface Mount {
  parent: HTMLElement;
  document: DesignerDocument;
  path: string;
  /** Of a file that belongs to others and cannot be changed. */
  importedText: string | undefined;
  nonce: string | undefined;
  left: Left | null;
  /** What may change while the editor is there. */
  latest: () => {
    show: (stretch: Stretch) => void;
    follows: boolean;
    secrets: readonly string[];
    /** The cursor is in this node. */
    onNode: (node: string) => void;
  };
}

/** An editor on the page. */
export interface MountedEditor {
  /** Leads to a stretch of the text and marks its lines. */
  show: (target: Target) => void;
  /** Takes the editor away. */
  leave: () => Left;
}

/** Puts an editor of a file on the page. */
export function mountEditor(mount: Mount): MountedEditor {
  const { parent, document, path, importedText, nonce, left, latest } = mount;
  const binding = importedText === undefined ? new Binding(document, path) : null;
  const text = () => binding?.text ?? importedText ?? '';
  const canEdit = binding !== null && document.getState().canEdit;
  const help = {
    analyst: document.analyst,
    path,
    toText: (at: number) => toTextOffsets(text(), [at])[0] ?? 0,
    toEditor: (offset: number) => toEditorOffsets(text(), [offset])[0] ?? 0,
    secrets: () => latest().secrets,
    show: (range: { file: string; start: { offset: number }; end: { offset: number } }) =>
      latest().show({ file: range.file, from: range.start.offset, to: range.end.offset }),
  };
  const mend = (fix: Fix): void => void applyFix(document, fix, (stretch) => latest().show(stretch));
  const view = new EditorView({
    parent,
    state: createEditorState({
      path,
      text: text(),
      canEdit,
      nonce,
      keys: [{ key: 'Mod-.', run: (editor) => offerFixes(editor, { document, path }) }],
      undo: () => undoAloud(document),
      redo: () => redoAloud(document),
      extensions: [...helpWithWords(help, canEdit), fixMenu(mend), clearsPoint, tellNode(mount, text)],
    }),
    ...(binding !== null && { dispatchTransactions: binding.dispatch }),
  });
  binding?.start(view);
  if (left !== null) comeBack(view, left);
  const stop = keepProblems(view, { document, path, text, mend });
  return {
    show(target) {
      showStretch(view, text(), target);
      if (target.offersFixes) offerFixes(view, { document, path });
    },
    leave() {
      const { anchor, head } = view.state.selection.main;
      const top = view.scrollDOM.scrollTop;
      stop();
      binding?.stop();
      view.destroy();
      return { anchor, head, top };
    },
  };
}

function comeBack(view: EditorView, { anchor, head, top }: Left): void {
  const most = view.state.doc.length;
  view.dispatch({ selection: { anchor: Math.min(anchor, most), head: Math.min(head, most) } });
  view.requestMeasure({ read: () => null, write: () => view.scrollDOM.scrollTo({ top }) });
}

function showStretch(view: EditorView, text: string, { from, to, takesFocus }: Target): void {
  const [start = 0, end = 0] = toEditorOffsets(text, [from, Math.max(from, to)]);
  const most = view.state.doc.length;
  const first = Math.min(start, most);
  // What ends with a line end does not reach into the line after it.
  const last = Math.min(Math.max(first, end - 1), most);
  view.dispatch({
    effects: [point.of({ from: first, to: last }), EditorView.scrollIntoView(first, { y: 'center' })],
    ...(takesFocus && { selection: { anchor: first } }),
  });
  if (takesFocus) view.focus();
}

/** Who clicks or types goes on from there. */
const clearsPoint: Extension = EditorState.transactionExtender.of((transaction) => {
  const isOwn = ['select', 'input', 'delete'].some((event) => transaction.isUserEvent(event));
  return isOwn ? { effects: point.of(null) } : null;
});

/** How long the cursor has to rest before the node that it is in is told. */
const restMs = 150;

function tellNode({ document, path, latest }: Mount, text: () => string): Extension {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return EditorView.updateListener.of(({ view, transactions, selectionSet, docChanged }) => {
    const isOwn = transactions.some((each) => each.isUserEvent('select') || each.isUserEvent('input'));
    if (!isOwn || !(selectionSet || docChanged)) return;
    clearTimeout(timer);
    timer = setTimeout(async () => {
      if (!latest().follows || !view.hasFocus) return;
      const [offset = 0] = toTextOffsets(text(), [view.state.selection.main.head]);
      const { node } = await document.analyst.at(path, offset);
      if (node !== null && view.hasFocus) latest().onNode(node);
    }, restMs);
  });
}

interface Problems {
  document: DesignerDocument;
  path: string;
  text: () => string;
  mend: (fix: Fix) => void;
}

/** Marks the problems of every analysis of the text as it is now. */
function keepProblems(view: EditorView, { document, path, text, mend }: Problems): () => void {
  let marked: Analysis | null = null;
  let hasMarks = false;
  const mark = (): void => {
    const { analysis, revision } = document.getState();
    // Words that are being composed must be left alone.
    if (analysis.revision !== revision || marked === analysis || view.composing) return;
    marked = analysis;
    const problems = analysis.problems.filter(({ range }) => range.file === path);
    if (problems.length === 0 && !hasMarks) return;
    hasMarks = problems.length > 0;
    view.dispatch(markProblems(view.state, problems, { text: text(), document, mend }));
  };
  mark();
  view.contentDOM.addEventListener('compositionend', mark);
  return document.subscribe(mark);
}
