import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { type EditorView, showTooltip, type Tooltip } from '@codemirror/view';
import type { DesignProblem } from '../../../core/design/design.ts';
import { sayRefused } from '../../ui/toasts.tsx';
import type { Fix } from '../analysis/protocol.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import { whenAnalysed } from '../document/when-analysed.ts';
import { toTextOffsets } from './line-ends.ts';
import { element } from './problem-marks.ts';

const offer = StateEffect.define<{ at: number; fixes: readonly Fix[] } | null>();

/** A menu at the cursor with the ways to mend what is wrong there. */
export function fixMenu(mend: (fix: Fix) => void): Extension {
  return StateField.define<Tooltip | null>({
    create: () => null,
    update(shown, transaction) {
      const effect = transaction.effects.find((each) => each.is(offer));
      if (effect === undefined) return transaction.docChanged || transaction.selection !== undefined ? null : shown;
      if (effect.value === null) return null;
      const { at, fixes } = effect.value;
      return { pos: at, arrow: false, create: (view) => drawMenu(view, fixes, mend) };
    },
    provide: (field) => showTooltip.from(field),
  });
}

/** Opens the menu for what is wrong at the cursor, or else in its line. */
export function offerFixes(
  view: EditorView,
  { document, path }: { document: DesignerDocument; path: string },
): boolean {
  if (!document.getState().canEdit) return false;
  void (async () => {
    await whenAnalysed(document);
    const { head } = view.state.selection.main;
    for (const problem of problemsAt(view, { document, path, head })) {
      const fixes = await document.analyst.fixes(problem);
      if (fixes.length > 0) return view.dispatch({ effects: offer.of({ at: head, fixes }) });
    }
    sayRefused('There is no quick fix here', 'Move the cursor to a problem; F8 leads from one to the next.');
  })();
  return true;
}

/** The problems of a line, nearest first. */
function problemsAt(
  view: EditorView,
  { document, path, head }: { document: DesignerDocument; path: string; head: number },
): DesignProblem[] {
  const { analysis, files } = document.getState();
  const line = view.state.doc.lineAt(head);
  const text = files.get(path)?.text ?? '';
  const [at = 0, first = 0, last = 0] = [head, line.from, line.to].map((place) => toTextOffsets(text, [place])[0]);
  return analysis.problems
    .filter(({ range }) => range.file === path && range.start.offset <= last && range.end.offset >= first)
    .toSorted((a, b) => distance(a.range, at) - distance(b.range, at));
}

function distance({ start, end }: { start: { offset: number }; end: { offset: number } }, at: number): number {
  return Math.max(start.offset - at, at - end.offset, 0);
}

function drawMenu(view: EditorView, fixes: readonly Fix[], mend: (fix: Fix) => void) {
  const dom = element('div', 'flex min-w-48 flex-col p-1');
  dom.setAttribute('role', 'menu');
  dom.setAttribute('aria-label', 'Quick fixes');
  const close = (): void => {
    view.dispatch({ effects: offer.of(null) });
    view.focus();
  };
  for (const fix of fixes) {
    const item = element(
      'button',
      'min-h-7 rounded px-2 text-left text-ink text-xs hover:bg-hover focus:bg-accent-soft focus:text-accent',
      fix.label,
    );
    item.setAttribute('role', 'menuitem');
    item.addEventListener('click', () => {
      close();
      mend(fix);
    });
    dom.append(item);
  }
  dom.addEventListener('keydown', (event) => walk(event, dom, close));
  const focus = (): void => dom.querySelector('button')?.focus();
  return { dom, mount: () => requestAnimationFrame(focus) };
}

function walk(event: KeyboardEvent, dom: HTMLElement, close: () => void): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (event.key === 'Escape' || event.key === 'Tab') close();
  else if (step !== undefined) {
    const items = [...dom.querySelectorAll('button')];
    const at = items.findIndex((item) => item.matches(':focus'));
    items[(at + step + items.length) % items.length]?.focus();
  } else return;
  event.preventDefault();
  event.stopPropagation();
}
