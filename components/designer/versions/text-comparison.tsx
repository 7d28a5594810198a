'use client';

import { MergeView, unifiedMergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import { languageOf, sourceLook } from '../../blueprints/source-look.ts';
import { useNonce } from '../../shell/nonce.tsx';
import { useIsNarrow } from '../../ui/use-is-narrow.ts';

/** One side of a comparison. */
export interface ComparedText {
  label: string;
  /** Null: it is no text, or it is not there. */
  text: string | null;
  isThere: boolean;
}

interface TextComparisonProps {
  path: string;
  before: ComparedText;
  after: ComparedText;
  /** One below the other; in a narrow window always. */
  isUnified?: boolean;
}

/** A file as it was and as it is, what differs marked; unchanged lines are folded. */
export function TextComparison({ path, before, after, isUnified = false }: TextComparisonProps) {
  const isNarrow = useIsNarrow();
  const isBinary = [before, after].some(({ text, isThere }) => isThere && text === null);
  if (isBinary)
    return (
      <p className="rounded-lg border border-line p-4 text-ink-2 text-sm">This is no text. {fateOf(before, after)}</p>
    );
  const isOneColumn = isUnified || isNarrow;
  return (
    <div className="overflow-hidden rounded-lg border border-line">
      <div className="flex border-line border-b bg-sunken text-ink-2 text-xs">
        {isOneColumn ? (
          <span className="px-3 py-1.5 font-medium">
            {sideLabel(before)} → {sideLabel(after)}
          </span>
        ) : (
          [before, after].map((side) => (
            <span key={side.label} className="flex-1 px-3 py-1.5 font-medium">
              {sideLabel(side)}
            </span>
          ))
        )}
      </div>
      <Compared {...{ path, isOneColumn }} before={before.text ?? ''} after={after.text ?? ''} />
    </div>
  );
}

function sideLabel({ label, isThere }: ComparedText): string {
  return isThere ? label : `${label}: not there`;
}

function fateOf(before: ComparedText, after: ComparedText): string {
  if (!before.isThere) return 'The file was added.';
  return after.isThere ? 'Its content differs.' : 'The file was removed.';
}

function Compared(props: { path: string; before: string; after: string; isOneColumn: boolean }) {
  const { path, before, after, isOneColumn } = props;
  const parent = useRef<HTMLDivElement>(null);
  const nonce = useNonce();
  useEffect(() => {
    if (parent.current === null) return;
    const source = (text: string, name: string): Extension[] => [
      EditorState.readOnly.of(true),
      EditorView.editable.of(false),
      EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': `${path}, ${name}`, 'aria-readonly': 'true' }),
      EditorView.lineWrapping,
      ...sourceLook(nonce),
      languageOf(path, text),
      look,
    ];
    const collapse = { collapseUnchanged: { margin: 3, minSize: 6 }, diffConfig: { scanLimit: 2_000 } };
    if (isOneColumn) {
      const merged = unifiedMergeView({ original: before, mergeControls: false, ...collapse });
      const state = EditorState.create({ doc: after, extensions: [...source(after, 'compared'), merged] });
      const view = new EditorView({ state, parent: parent.current });
      return () => view.destroy();
    }
    const view = new MergeView({
      a: { doc: before, extensions: source(before, 'before') },
      b: { doc: after, extensions: source(after, 'after') },
      parent: parent.current,
      ...collapse,
    });
    return () => view.destroy();
  }, [path, before, after, isOneColumn, nonce]);
  return <div ref={parent} data-testid="comparison" className="max-h-[50dvh] overflow-auto bg-panel" />;
}

const look = EditorView.theme({
  '&.cm-merge-a .cm-changedLine, .cm-deletedChunk': { backgroundColor: 'var(--bad-soft)' },
  '&.cm-merge-b .cm-changedLine, &.cm-editor .cm-insertedLine': { backgroundColor: 'var(--good-soft)' },
  '&.cm-merge-a .cm-changedText, .cm-deletedChunk .cm-deletedText': {
    background: 'none',
    textDecoration: 'underline 2px var(--bad)',
  },
  '&.cm-merge-b .cm-changedText, &.cm-editor .cm-insertedLine .cm-changedText': {
    background: 'none',
    textDecoration: 'underline 2px var(--good)',
  },
  '.cm-collapsedLines': { color: 'var(--ink-2)', background: 'var(--sunken)', padding: '2px 12px' },
  // Signs that few fonts have.
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: 'none' },
});
