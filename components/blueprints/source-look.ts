import { yaml } from '@codemirror/lang-yaml';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Extension, StateEffect, StateField } from '@codemirror/state';
import { Decoration, drawSelection, EditorView, highlightSpecialChars, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { isTooDeep } from './nesting.ts';

/** Punctuation has none: half of all elements of a text would be braces, colons and commas. */
const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: 'var(--accent)' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--good)' },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: 'var(--ansi-magenta)' },
  { tag: tags.comment, color: 'var(--ink-3)', fontStyle: 'italic' },
  { tag: [tags.labelName, tags.typeName, tags.meta], color: 'var(--warn)' },
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

/** Marks the lines from one offset to another; null marks none. */
export const point = StateEffect.define<{ from: number; to: number } | null>();

const pointed = StateField.define({
  create: () => Decoration.none,
  update(marks, transaction) {
    const effect = transaction.effects.find((each) => each.is(point));
    if (!effect) return marks.map(transaction.changes);
    if (effect.value === null) return Decoration.none;
    const doc = transaction.newDoc;
    const first = doc.lineAt(effect.value.from).number;
    const last = doc.lineAt(effect.value.to).number;
    const lines = Array.from({ length: last - first + 1 }, (_, index) => doc.line(first + index).from);
    return Decoration.set(lines.map((at) => Decoration.line({ class: 'cm-pointed' }).range(at)));
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** How every source looks: line numbers, colours, and the lines that are pointed at. */
export function sourceLook(nonce: string | undefined): Extension[] {
  return [
    lineNumbers(),
    highlightSpecialChars(),
    drawSelection(),
    syntaxHighlighting(colours),
    look,
    pointed,
    ...(nonce === undefined ? [] : [EditorView.cspNonce.of(nonce)]),
  ];
}

/** What the editor knows of the language of a file: nothing when that could overflow its stack. */
export function languageOf(path: string, text: string): Extension {
  return /\.ya?ml$/i.test(path) && !isTooDeep(text) ? yaml() : [];
}
