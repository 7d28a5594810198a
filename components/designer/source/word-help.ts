import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { type Command, EditorView, hoverTooltip, keymap } from '@codemirror/view';
import type { SourceRange } from '../../../core/diagnostics/diagnostic.ts';
import type { Analyst, Completion as Offer, WordPlace } from '../analysis/protocol.ts';
import { element } from './problem-marks.ts';

/** What help with the words of a file needs to know. */
export interface WordHelp {
  analyst: Analyst;
  path: string;
  /** The offset in the file's text of a place in the editor, and back. */
  toText: (at: number) => number;
  toEditor: (offset: number) => number;
  /** The file's text with what is typed, where the document does not have it yet. */
  draft?: () => string;
  /** Keys of secrets that there are. */
  secrets: () => readonly string[];
  /** Leads to a definition. */
  show: (range: SourceRange) => void;
}

/** Completion of what is typed, explanations of words, and the way to their definitions. */
export function helpWithWords(help: WordHelp, canEdit: boolean): Extension[] {
  return [
    hoverTooltip((_view, at) => explainWord(help, at)),
    keymap.of([{ key: 'F12', run: goToDefinition(help) }]),
    EditorView.domEventHandlers({
      mousedown(event, view) {
        if (!(event.ctrlKey || event.metaKey) || event.button !== 0) return false;
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY });
        if (at === null) return false;
        void showDefinition(help, at);
        return true;
      },
    }),
    ...(canEdit ? [autocompletion({ override: [(context) => complete(help, context)], icons: false })] : []),
  ];
}

function placeOf({ path, toText, draft }: WordHelp, at: number): WordPlace {
  return { file: path, offset: toText(at), draft: draft?.() };
}

const types: Record<Offer['kind'], string> = {
  key: 'keyword',
  type: 'type',
  node: 'variable',
  property: 'property',
  function: 'function',
  input: 'variable',
  label: 'variable',
  secret: 'constant',
  operation: 'method',
  file: 'text',
  value: 'enum',
};

async function complete(help: WordHelp, context: CompletionContext): Promise<CompletionResult | null> {
  if (!context.explicit && context.matchBefore(/[^\s]$|[:,[{-] $/) === null) return null;
  // Of text that was typed while an answer came, the editor asks anew only when it has not waited for the answer.
  context.addEventListener('abort', () => undefined, { onDocChange: true });
  const found = await help.analyst.complete({ ...placeOf(help, context.pos), secrets: help.secrets() });
  if (found === null || context.aborted || found.items.length === 0) return null;
  const from = help.toEditor(found.from);
  // Enter is to begin a new line behind a word that is complete.
  const typed = context.state.sliceDoc(from, context.pos);
  if (!context.explicit && found.items.some(({ label }) => label === typed)) return null;
  return { from, to: help.toEditor(found.to), options: found.items.map(toOption) };
}

function toOption(offer: Offer, place: number): Completion {
  return {
    label: offer.label,
    type: types[offer.kind],
    // The best first, as they came.
    boost: -Math.min(place, 99),
    ...(offer.detail !== null && { detail: offer.detail }),
    ...(offer.documentation !== null && { info: offer.documentation }),
    ...(offer.insert !== offer.label && { apply: offer.insert }),
  };
}

async function explainWord(help: WordHelp, at: number) {
  const said = await help.analyst.hover(placeOf(help, at));
  if (said === null) return null;
  return {
    pos: help.toEditor(said.from),
    end: help.toEditor(said.to),
    create: () => {
      const dom = element('div', 'flex max-w-md flex-col gap-0.5 px-2.5 py-1.5 text-xs');
      dom.append(element('strong', 'font-medium font-mono', said.title));
      for (const line of said.lines) dom.append(element('span', 'text-ink-2 whitespace-pre-wrap', line));
      if (said.definition !== null) dom.append(definitionButton(help, at));
      return { dom };
    },
  };
}

function definitionButton(help: WordHelp, at: number): HTMLElement {
  const button = element('button', 'h-6 w-fit text-accent text-xs hover:underline', 'Go to definition (F12)');
  button.addEventListener('click', () => void showDefinition(help, at));
  return button;
}

function goToDefinition(help: WordHelp): Command {
  return (view) => {
    void showDefinition(help, view.state.selection.main.head);
    return true;
  };
}

async function showDefinition(help: WordHelp, at: number): Promise<void> {
  const said = await help.analyst.hover(placeOf(help, at));
  if (said === null || said.definition === null) return;
  const range = await help.analyst.find(said.definition);
  if (range !== null) help.show(range);
}
