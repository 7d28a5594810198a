import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic as EditorProblem, lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState, type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, drawSelection, EditorView, highlightSpecialChars, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { isTooDeep } from './nesting.ts';

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--good)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: 'var(--ansi-magenta)' },
  { tag: tags.comment, color: 'var(--ink-3)', fontStyle: 'italic' },
  { tag: [tags.labelName, tags.typeName, tags.meta], color: 'var(--warn)' },
  { tag: [tags.punctuation, tags.separator], color: 'var(--ink-2)' },
]);

const look = EditorView.theme({
  '&': { backgroundColor: 'var(--panel)', color: 'var(--ink)', fontSize: '12px' },
  '&.cm-focused': { outline: '2px solid var(--accent)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '20px' },
  '.cm-content': { padding: '8px 0' },
  '.cm-gutters': { backgroundColor: 'var(--panel)', color: 'var(--ink-3)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { minWidth: '40px', paddingRight: '12px' },
  '.cm-pointed': { backgroundColor: 'var(--accent-soft)' },
  '.cm-tooltip': {
    backgroundColor: 'var(--raised)',
    border: '1px solid var(--line)',
    borderRadius: '6px',
    color: 'var(--ink)',
  },
});

const point = StateEffect.define<number>();
const pointed = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    const effect = transaction.effects.find((each) => each.is(point));
    if (!effect) return marks.map(transaction.changes);
    return Decoration.set([Decoration.line({ class: 'cm-pointed' }).range(effect.value)]);
  },
  provide: (field) => EditorView.decorations.from(field),
});

interface Source {
  path: string;
  text: string;
  diagnostics: readonly Diagnostic[];
  nonce: string | undefined;
}

/** A read-only editor's state with the problems of the file marked in the text and in the gutter. */
export function createSourceState({ path, text, diagnostics, nonce }: Source): EditorState {
  const extensions: Extension[] = [
    lineNumbers(),
    highlightSpecialChars(),
    drawSelection(),
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': `Source of ${path}`, 'aria-readonly': 'true' }),
    syntaxHighlighting(colours),
    look,
    pointed,
    ...(/\.ya?ml$/i.test(path) && !isTooDeep(text) ? [yaml()] : []),
    ...(diagnostics.length > 0 ? [lintGutter()] : []),
    ...(nonce === undefined ? [] : [EditorView.cspNonce.of(nonce)]),
  ];
  const state = EditorState.create({ doc: text, extensions });
  if (diagnostics.length === 0) return state;
  return state.update(
    setDiagnostics(
      state,
      diagnostics.map((each) => toEditorProblem(state, each)),
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
  view.dispatch({ effects: point.of(at) });
  // Not the editor's own scrolling into view, which moves the dialog around it too.
  view.requestMeasure({
    read: () => view.lineBlockAt(at).top - view.scrollDOM.clientHeight / 2,
    write: (top) => {
      view.scrollDOM.scrollTop = top;
    },
  });
}
