'use client';

import { type RefObject, useCallback, useEffect, useRef } from 'react';
import type { Command } from '../../shell/commands.ts';
import { keysInWords } from '../../shell/keys.tsx';
import type { Spot } from '../../topology/layout.ts';
import { sayRefused } from '../../ui/toasts.tsx';
import { outermost } from '../document/contents.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { pointerOnCanvas } from '../tools/last-pointer.ts';
import { type Copied, copyNodes, readClipboard, writeClipboard } from './copy-nodes.ts';
import { duplicateNodes } from './duplicate-nodes.ts';
import { pasteNodes } from './paste-nodes.ts';

/**
 * Copy, cut and paste of nodes as YAML, by the browser's own events, which need no permission. The text of what is
 * chosen is asked of the analysis beforehand: an event waits for nobody.
 */
export function useClipboard(pointer: RefObject<Spot | null>): readonly Command[] {
  const document = useDesignerDocument();
  const canEdit = useDesigner((state) => state.canEdit);
  const hasChosen = useDesigner((state) => state.selection.nodes.length > 0);
  const ready = useReadyCopy(document);
  useEvents(document, { ready, pointer });
  const duplicate = useCallback(() => void duplicateNodes(document), [document]);
  const byEvent = (deed: 'copy' | 'cut') => () => void window.document.execCommand(deed);
  const ofNodes = { menu: ['nodes'] } as const;
  const copy: Command = {
    label: 'Copy',
    keys: 'Mod+C',
    isKeyOnly: true,
    isForEvent: true,
    run: byEvent('copy'),
    ...ofNodes,
  };
  if (!canEdit) return hasChosen ? [copy] : [];
  const paste = () => void pasteByMenu(document, pointer);
  return [
    ...(hasChosen
      ? [
          copy,
          { ...copy, label: 'Cut', keys: 'Mod+X', run: byEvent('cut') },
          { label: 'Duplicate', keys: 'Mod+D', run: duplicate, isTextKey: true, ...ofNodes },
        ]
      : []),
    { label: 'Paste', keys: 'Mod+V', isKeyOnly: true, isForEvent: true, run: paste, menu: ['ground'] },
  ];
}

/** The copy of what is chosen now; null while it is on its way. */
function useReadyCopy(document: DesignerDocument): RefObject<Copied | null> {
  const ready = useRef<Copied | null>(null);
  useEffect(() => {
    let last: { nodes: readonly string[]; revision: number } | null = null;
    const look = () => {
      const { selection, analysis } = document.getState();
      const now = { nodes: selection.nodes, revision: analysis.revision };
      if (last?.nodes === now.nodes && last.revision === now.revision) return;
      last = now;
      ready.current = null;
      void copyNodes(document).then((copied) => {
        if (last === now) ready.current = copied;
      });
    };
    look();
    const stop = document.subscribe(look);
    return () => {
      last = null;
      stop();
    };
  }, [document]);
  return ready;
}

interface EventParts {
  ready: RefObject<Copied | null>;
  pointer: RefObject<Spot | null>;
}

function useEvents(document: DesignerDocument, { ready, pointer }: EventParts): void {
  useEffect(() => {
    const copy = (event: ClipboardEvent): boolean => {
      if (isOfText(event) || document.getState().selection.nodes.length === 0) return false;
      if (ready.current === null || event.clipboardData === null) {
        sayRefused(
          'Nothing was copied',
          'What is chosen is not written in a file of this blueprint, or is being read.',
        );
        return false;
      }
      writeClipboard(event.clipboardData, ready.current);
      event.preventDefault();
      return true;
    };
    const cut = (event: ClipboardEvent): void => {
      if (document.getState().canEdit && copy(event)) removeChosen(document);
    };
    const paste = (event: ClipboardEvent): void => {
      if (isOfText(event) || event.clipboardData === null || !document.getState().canEdit) return;
      event.preventDefault();
      const { text, boxes } = readClipboard(event.clipboardData);
      void pasteNodes(document, { text, copied: boxes, at: pointerOnCanvas(pointer).at ?? null });
    };
    window.document.addEventListener('copy', copy);
    window.document.addEventListener('cut', cut);
    window.document.addEventListener('paste', paste);
    return () => {
      window.document.removeEventListener('copy', copy);
      window.document.removeEventListener('cut', cut);
      window.document.removeEventListener('paste', paste);
    };
  }, [document, ready, pointer]);
}

/** Fields and editors have a clipboard of their own, as has text that somebody marked. */
function isOfText({ target }: ClipboardEvent): boolean {
  const isField = target instanceof Element && target.closest('input, textarea, [contenteditable=true]') !== null;
  return (
    isField || window.getSelection()?.isCollapsed === false || window.document.querySelector('[role=dialog]') !== null
  );
}

function removeChosen(document: DesignerDocument): void {
  const { analysis, selection } = document.getState();
  const nodes = outermost(analysis.design?.nodes ?? [], selection.nodes);
  void document.perform(
    nodes.map((node) => ({ kind: 'delete-node', node, children: true })),
    { label: nodes.length === 1 ? `Cut ${nodes[0]}` : `Cut ${nodes.length} nodes` },
  );
}

async function pasteByMenu(document: DesignerDocument, pointer: RefObject<Spot | null>): Promise<void> {
  try {
    const text = await navigator.clipboard.readText();
    await pasteNodes(document, { text, copied: [], at: pointerOnCanvas(pointer).at ?? null });
  } catch {
    sayRefused('The browser does not give the clipboard to menus', `Press ${keysInWords('Mod+V')} instead.`);
  }
}
