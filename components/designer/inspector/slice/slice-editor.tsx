'use client';

import { useEffect, useRef } from 'react';
import { useNonce } from '../../../shell/nonce.tsx';
import { Button } from '../../../ui/button.tsx';
import type { DesignerDocument } from '../../document/designer-document.ts';
import { redoAloud, undoAloud } from '../../document/undo-aloud.ts';
import { useDesigner, useDesignerDocument } from '../../document/use-designer.ts';
import { type Stretch, useOpenFiles } from '../../source/open-files.ts';
import type { WordHelp } from '../../source/word-help.ts';
import { ProblemNotes } from '../values/problem-notes.tsx';
import { useTyped } from '../values/use-typed.ts';
import { type MountedSlice, mountSlice } from './mount-slice.ts';
import { asShown, type Slice } from './slice.ts';
import { changedElsewhere, writeSlice } from './write-slice.ts';

interface SliceEditorProps {
  node: string;
  slice: Slice;
}

/** The text of a node, to be changed in place: taken by Ctrl+Enter or when it is left, as one step. */
export function SliceEditor({ node, slice }: SliceEditorProps) {
  const document = useDesignerDocument();
  const canEdit = useDesigner((state) => state.canEdit);
  const nonce = useNonce();
  const { show } = useOpenFiles();
  const parent = useRef<HTMLDivElement>(null);
  const editor = useRef<MountedSlice>(null);
  const shown = asShown(slice.text);
  const base = useRef(shown);
  const typed = useTyped({
    name: 'YAML',
    shown,
    take: async (text) => {
      const problem = writeSlice(document, { node, slice, base: base.current, text });
      if (problem === null) editor.current?.forget();
      return problem;
    },
  });
  if (typed.text === shown) base.current = shown;
  const latest = useRef({ typed, slice, shown, show });
  latest.current = { typed, slice, shown, show };
  const { file } = slice;

  useEffect(() => {
    if (parent.current === null) return;
    const now = () => latest.current.typed;
    const mounted = mountSlice({
      parent: parent.current,
      label: `Text of ${node}`,
      path: file,
      text: now().text,
      nonce,
      canEdit,
      help: helpIn(document, file, () => ({ ...latest.current, text: now().text })),
      latest: () => ({
        onType: (text) => now().type(text),
        onTake: () => void now().commit(),
        onRevert: () => {
          const isTyped = now().text !== latest.current.shown;
          if (isTyped) now().revert();
          return isTyped;
        },
        onUndo: () => undoAloud(document),
        onRedo: () => redoAloud(document),
      }),
    });
    editor.current = mounted;
    return () => {
      editor.current = null;
      mounted.remove();
    };
  }, [document, node, file, nonce, canEdit]);

  useEffect(() => editor.current?.show(typed.text), [typed.text]);

  const overwrite = (): void => {
    base.current = shown;
    void typed.commit();
  };
  return (
    <div className="flex flex-col gap-1.5">
      <div ref={parent} />
      {typed.problem !== null && (
        <div role="alert" className="flex flex-wrap items-center gap-1.5 text-bad text-xs">
          <p className="w-full">{typed.problem}</p>
          {typed.problem === changedElsewhere && (
            <Button size="sm" onClick={overwrite}>
              Write mine over it
            </Button>
          )}
          <Button size="sm" onClick={typed.revert}>
            Take the text as it is now
          </Button>
        </div>
      )}
      {canEdit && <p className="text-ink-3 text-xs">Ctrl+Enter writes it, Escape goes back.</p>}
      <SliceProblems name={node} slice={slice} />
    </div>
  );
}

interface SliceNow {
  slice: Slice;
  text: string;
  show: (stretch: Stretch) => void;
}

/** Help with words in a slice whose text may not be written yet: one character for each of its line ends. */
function helpIn(document: DesignerDocument, file: string, now: () => SliceNow): WordHelp {
  return {
    analyst: document.analyst,
    path: file,
    toText: (at) => now().slice.from + at,
    toEditor: (offset) => Math.max(0, offset - now().slice.from),
    draft: () => {
      const { slice, text } = now();
      const whole = document.getState().files.get(file)?.text ?? '';
      return whole.slice(0, slice.from) + text + whole.slice(slice.to);
    },
    secrets: () => [],
    show: (range) => now().show({ file: range.file, from: range.start.offset, to: range.end.offset }),
  };
}

/** What is wrong in the text as it is written. */
function SliceProblems({ name, slice: { file, from, to } }: { name: string; slice: Slice }) {
  const problems = useDesigner(({ analysis }) => analysis.problems);
  const isCurrent = useDesigner(({ analysis, revision }) => analysis.revision === revision);
  const own = problems.filter(
    ({ range }) => range.file === file && range.start.offset <= to && range.end.offset >= from,
  );
  return isCurrent && <ProblemNotes name={name} problems={own} />;
}
