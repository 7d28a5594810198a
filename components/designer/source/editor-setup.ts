import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, indentWithTab } from '@codemirror/commands';
import { bracketMatching, codeFolding, foldGutter, foldKeymap, indentUnit } from '@codemirror/language';
import { highlightSelectionMatches, search, searchKeymap } from '@codemirror/search';
import { type ChangeSet, Compartment, EditorState, type Extension } from '@codemirror/state';
import {
  dropCursor,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  type KeyBinding,
  keymap,
  rectangularSelection,
} from '@codemirror/view';
import { isTooDeep } from '../../blueprints/nesting.ts';
import { languageOf, sourceLook } from '../../blueprints/source-look.ts';
import { editorLook } from './editor-look.ts';
import { indentLikeYaml, indentOf } from './indent.ts';
import { problemGutter } from './problem-marks.ts';

/** Mod+Enter deploys. */
const usualKeys = defaultKeymap.filter(({ key }) => key !== 'Mod-Enter');

interface Setup {
  path: string;
  text: string;
  canEdit: boolean;
  nonce: string | undefined;
  /** Before all other keys. */
  keys: readonly KeyBinding[];
  /** In place of a history of the editor's own. */
  undo: () => void;
  redo: () => void;
  extensions: readonly Extension[];
}

/** The state of an editor of one file; `text` may have line ends of any kind. */
export function createEditorState(setup: Setup): EditorState {
  const { path, text, canEdit, nonce, keys, extensions } = setup;
  return EditorState.create({
    doc: text,
    extensions: [
      keymap.of(keys),
      ...sourceLook(nonce),
      editorLook,
      languageOfChanging(path, text),
      codeFolding(),
      foldGutter(),
      bracketMatching(),
      rectangularSelection(),
      highlightSelectionMatches(),
      search({ top: true }),
      problemGutter,
      EditorState.allowMultipleSelections.of(true),
      ...(canEdit ? changing(setup) : notChanging(path)),
      ...extensions,
      keymap.of([...searchKeymap, ...foldKeymap, ...usualKeys]),
    ],
  });
}

function changing({ path, text, undo, redo }: Setup): Extension[] {
  const run = (act: () => void) => () => {
    act();
    return true;
  };
  return [
    EditorView.contentAttributes.of({
      tabindex: '0',
      'aria-label': `Source of ${path}`,
      'aria-description': 'Tab indents. To leave with Tab, press Escape first.',
      spellcheck: 'false',
      autocorrect: 'off',
      autocapitalize: 'off',
    }),
    indentUnit.of(indentOf(text)),
    /\.ya?ml$/i.test(path) ? indentLikeYaml : [],
    highlightActiveLine(),
    highlightActiveLineGutter(),
    dropCursor(),
    closeBrackets(),
    EditorView.domEventHandlers({
      // Menus of the browser undo too.
      beforeinput({ inputType }) {
        if (inputType === 'historyUndo') undo();
        else if (inputType === 'historyRedo') redo();
        else return false;
        return true;
      },
    }),
    keymap.of([
      { key: 'Mod-z', run: run(undo), preventDefault: true },
      { key: 'Mod-y', run: run(redo), preventDefault: true },
      { key: 'Mod-Shift-z', run: run(redo), preventDefault: true },
      ...closeBracketsKeymap,
      indentWithTab,
    ]),
  ];
}

function notChanging(path: string): Extension[] {
  return [
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': `Source of ${path}`, 'aria-readonly': 'true' }),
  ];
}

/** The language of a file as long as it does not nest too deep for it. */
function languageOfChanging(path: string, text: string): Extension {
  const language = new Compartment();
  return [
    language.of(languageOf(path, text)),
    EditorState.transactionExtender.of(({ changes, newDoc, docChanged }) => {
      if (!docChanged || !couldNest(changes) || !isTooDeep(newDoc.toString())) return null;
      return { effects: language.reconfigure([]) };
    }),
  ];
}

function couldNest(changes: ChangeSet): boolean {
  let could = false;
  changes.iterChanges((...[, , , , inserted]) => {
    could ||= /[[{\-?:]/.test(inserted.toString());
  });
  return could;
}
