import { closeBrackets, closeBracketsKeymap, completionStatus } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, indentWithTab, redo, undo } from '@codemirror/commands';
import { bracketMatching, indentUnit } from '@codemirror/language';
import { EditorState, type Extension, Prec } from '@codemirror/state';
import { EditorView, type KeyBinding, keymap } from '@codemirror/view';
import { languageOf, sourceLook } from '../../../blueprints/source-look.ts';
import { editorLook } from '../../source/editor-look.ts';
import { indentLikeYaml, indentOf } from '../../source/indent.ts';
import { helpWithWords, type WordHelp } from '../../source/word-help.ts';

interface MountSlice {
  parent: HTMLElement;
  label: string;
  path: string;
  text: string;
  nonce: string | undefined;
  canEdit: boolean;
  help: WordHelp;
  /** What happens now; may change while the editor is there. */
  latest: () => SliceDeeds;
}

interface SliceDeeds {
  onType: (text: string) => void;
  onTake: () => void;
  /** @returns whether there was something to go back from */
  onRevert: () => boolean;
  /** There is nothing to undo of what is typed here. */
  onUndo: () => void;
  onRedo: () => void;
}

/** A small editor of a stretch of a file. */
export interface MountedSlice {
  /** Shows another text, unless it is there already. */
  show: (text: string) => void;
  /** What was typed is no longer to be undone here. */
  forget: () => void;
  remove: () => void;
}

const look = EditorView.theme({
  '&': { maxHeight: '60vh', border: '1px solid var(--line)', borderRadius: '6px', overflow: 'hidden' },
  '.cm-scroller': { overflow: 'auto' },
  // Its lines have other numbers in the file.
  '.cm-gutters': { display: 'none' },
});

/** Mod+Enter takes what is typed. */
const usualKeys = defaultKeymap.filter(({ key }) => key !== 'Mod-Enter');

/** Puts an editor of a stretch of a file on the page; what is typed is not in the file until it is taken. */
export function mountSlice(mount: MountSlice): MountedSlice {
  const { parent, text, latest } = mount;
  let isShowing = false;
  const told = EditorView.updateListener.of(({ docChanged, state }) => {
    if (docChanged && !isShowing) latest().onType(state.doc.toString());
  });
  const create = (doc: string) => EditorState.create({ doc, extensions: [told, extensionsOf(mount)] });
  const view = new EditorView({ parent, state: create(text) });
  const renew = (doc: string): void => {
    const { anchor, head } = view.state.selection.main;
    isShowing = true;
    view.setState(create(doc));
    view.dispatch({ selection: { anchor: Math.min(anchor, doc.length), head: Math.min(head, doc.length) } });
    isShowing = false;
  };
  return {
    show: (doc) => {
      if (view.state.doc.toString() !== doc) renew(doc);
    },
    forget: () => renew(view.state.doc.toString()),
    remove: () => view.destroy(),
  };
}

function extensionsOf({ label, path, text, nonce, canEdit, help, latest }: MountSlice): Extension[] {
  return [
    ...sourceLook(nonce),
    editorLook,
    look,
    languageOf(path, text),
    indentUnit.of(indentOf(text.trimStart())),
    indentLikeYaml,
    bracketMatching(),
    closeBrackets(),
    history(),
    EditorState.readOnly.of(!canEdit),
    EditorView.editable.of(canEdit),
    Prec.highest(keymap.of([{ key: 'Escape', run: goBack(latest) }])),
    ...helpWithWords(help, canEdit),
    Prec.low(keymap.of([...ownKeys(latest), ...closeBracketsKeymap, ...historyKeymap, indentWithTab, ...usualKeys])),
    EditorView.contentAttributes.of({
      tabindex: '0',
      'aria-label': label,
      'aria-description': 'Tab indents. To leave with Tab, press Escape first.',
      spellcheck: 'false',
      autocorrect: 'off',
      autocapitalize: 'off',
    }),
    EditorView.domEventHandlers({ blur: () => latest().onTake() }),
  ];
}

/** A list of completions that is open is closed first; one that is still to come is not waited for. */
function goBack(latest: () => SliceDeeds) {
  return ({ state }: EditorView): boolean => completionStatus(state) !== 'active' && latest().onRevert();
}

function ownKeys(latest: () => SliceDeeds): KeyBinding[] {
  const or = (command: typeof undo, act: () => void) => (view: EditorView) => {
    if (!command(view)) act();
    return true;
  };
  return [
    {
      key: 'Mod-Enter',
      stopPropagation: true,
      run: () => {
        latest().onTake();
        return true;
      },
    },
    { key: 'Mod-z', run: or(undo, () => latest().onUndo()), preventDefault: true },
    { key: 'Mod-y', run: or(redo, () => latest().onRedo()), preventDefault: true },
    { key: 'Mod-Shift-z', run: or(redo, () => latest().onRedo()), preventDefault: true },
  ];
}
