import { lintGutter, type Diagnostic as Mark, setDiagnostics } from '@codemirror/lint';
import type { EditorState, Extension, TransactionSpec } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import type { DesignProblem } from '../../../core/design/design.ts';
import type { Fix } from '../analysis/protocol.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import { toEditorOffsets } from './line-ends.ts';

/** Room for the marks of problems beside the lines. */
export const problemGutter: Extension = lintGutter();

/** What the buttons at a mark need. */
interface Mending {
  document: DesignerDocument;
  mend: (fix: Fix) => void;
}

/** Marks the problems of a file, whose text of the same revision is `text`. */
export function markProblems(
  state: EditorState,
  problems: readonly DesignProblem[],
  { text, ...mending }: { text: string } & Mending,
): TransactionSpec {
  const sorted = problems.toSorted((a, b) => a.range.start.offset - b.range.start.offset);
  const starts = toEditorOffsets(
    text,
    sorted.map(({ range }) => range.start.offset),
  );
  const marks = sorted.map((problem, index): Mark => {
    const [end = 0] = toEditorOffsets(text, [problem.range.end.offset]);
    const from = Math.min(starts[index] ?? 0, state.doc.length);
    return {
      from,
      to: Math.min(Math.max(from, end), state.doc.length),
      severity: problem.severity === 'notice' ? 'info' : problem.severity,
      message: `${problem.summary}. ${problem.detail}`,
      source: problem.code,
      renderMessage: (view) => explain(problem, mending, view),
    };
  });
  return setDiagnostics(state, marks);
}

/** What is wrong, how to mend it, and buttons for what can be mended at once. */
function explain(problem: DesignProblem, mending: Mending, view: EditorView): HTMLElement {
  const box = element('div', 'flex flex-col gap-1 whitespace-normal text-sm');
  box.append(element('strong', 'font-medium', problem.summary), element('span', 'text-ink-2', problem.detail));
  if (problem.hint !== undefined) box.append(element('span', '', problem.hint));
  if (mending.document.getState().canEdit) void addFixes(box, problem, { ...mending, view });
  return box;
}

async function addFixes(
  box: HTMLElement,
  problem: DesignProblem,
  { document, mend, view }: Mending & { view: EditorView },
): Promise<void> {
  const buttons = element('div', 'mt-1 flex flex-wrap gap-1.5');
  for (const fix of await document.analyst.fixes(problem)) {
    const button = element(
      'button',
      'h-6 rounded border border-line bg-panel px-2 text-accent text-xs hover:bg-hover',
      fix.label,
    );
    button.addEventListener('click', () => {
      view.focus();
      mend(fix);
    });
    buttons.append(button);
  }
  if (buttons.childElementCount > 0) box.append(buttons);
}

/** An element with classes and text. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className: string,
  text = '',
): HTMLElementTagNameMap[Name] {
  const made = globalThis.document.createElement(name);
  made.className = className;
  made.textContent = text;
  if (made instanceof HTMLButtonElement) made.type = 'button';
  return made;
}
