import { type Diagnostic as EditorProblem, lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { languageOf, point, sourceLook } from './source-look.ts';

interface Source {
  path: string;
  text: string;
  /** Of all files. */
  diagnostics: readonly Diagnostic[];
  nonce: string | undefined;
}

/** A read-only editor's state with the problems of the file marked in the text and in the gutter. */
export function createSourceState({ path, text, diagnostics, nonce }: Source): EditorState {
  const own = diagnostics.filter(({ range }) => range.file === path);
  const extensions: Extension[] = [
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': `Source of ${path}`, 'aria-readonly': 'true' }),
    ...sourceLook(nonce),
    languageOf(path, text),
    ...(own.length > 0 ? [lintGutter()] : []),
  ];
  const state = EditorState.create({ doc: text, extensions });
  if (own.length === 0) return state;
  return state.update(
    setDiagnostics(
      state,
      own.map((each) => toEditorProblem(state, each)),
    ),
  ).state;
}

/** By line and column, since the editor counts every line end as one character. */
function toEditorProblem(state: EditorState, { range, severity, summary, detail, code }: Diagnostic): EditorProblem {
  const from = offsetOf(state, range.start);
  const to = Math.max(from, offsetOf(state, range.end));
  return {
    from,
    to,
    severity: severity === 'notice' ? 'info' : severity,
    message: `${summary}. ${detail}`,
    source: code,
  };
}

function offsetOf(state: EditorState, position: { line: number; column: number }): number {
  const line = state.doc.line(Math.min(Math.max(1, position.line), state.doc.lines));
  return Math.min(line.from + position.column - 1, line.to);
}

export function showLine(view: EditorView, line: number): void {
  const at = offsetOf(view.state, { line, column: 1 });
  view.dispatch({ effects: point.of({ from: at, to: at }) });
  // Not the editor's own scrolling into view, which moves the dialog around it too.
  view.requestMeasure({
    read: () => view.lineBlockAt(at).top - view.scrollDOM.clientHeight / 2,
    write: (top) => {
      view.scrollDOM.scrollTop = top;
    },
  });
}
