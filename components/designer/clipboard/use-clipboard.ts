'use client';

import { type RefObject, useCallback, useEffect, useMemo, useRef } from 'react';
import { faultText } from '../../api/fault.ts';
import type { Command } from '../../shell/commands.ts';
import { keysInWords } from '../../shell/keys.tsx';
import type { Spot } from '../../topology/layout.ts';
import { sayRefused } from '../../ui/toasts.tsx';
import { outermost } from '../document/contents.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { pointerOnCanvas } from '../tools/last-pointer.ts';
import { type Copied, type NodeText, placed, readClipboard, writeClipboard } from './copy-nodes.ts';
import { duplicateNodes } from './duplicate-nodes.ts';
import { pasteNodes } from './paste-nodes.ts';
import { ReadyCopy } from './ready-copy.ts';
import { writeLater } from './write-later.ts';

/**
 * Copy, cut and paste of nodes as YAML, by the browser's own events, which need no permission. The text of what is
 * chosen is asked of the analysis beforehand: an event waits for nobody.
 */
export function useClipboard(pointer: RefObject<Spot | null>): readonly Command[] {
  const document = useDesignerDocument();
  const canEdit = useDesigner((state) => state.canEdit);
  const hasChosen = useDesigner((state) => state.selection.nodes.length > 0);
  const ready = useMemo(() => new ReadyCopy(document), [document]);
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

interface ClipboardParts {
  ready: ReadyCopy;
  pointer: RefObject<Spot | null>;
}

function useEvents(document: DesignerDocument, { ready, pointer }: ClipboardParts): void {
  /** A copy whose text is being read: what is pasted meanwhile is that. */
  const awaited = useRef<Promise<Copied | null> | null>(null);
  useEffect(() => ready.follow(), [ready]);
  useEffect(() => {
    const copyLater = (): Promise<Copied | null> => {
      const copying = ready.whenRead().then(putLater, (fault: unknown) => refuse(faultText(fault)));
      const isOver = () => {
        if (awaited.current === copying) awaited.current = null;
      };
      awaited.current = copying;
      copying.then(isOver, isOver);
      return copying;
    };
    /** @returns what is on the clipboard then, sooner or later */
    const put = (event: ClipboardEvent): Copied | Promise<Copied | null> | null => {
      const { text } = ready;
      if (text === undefined || event.clipboardData === null) return copyLater();
      if (text === null) return refuse(notOurs);
      const copied = placed(text);
      writeClipboard(event.clipboardData, copied);
      event.preventDefault();
      return copied;
    };
    const isOfNodes = (event: ClipboardEvent) => !isOfText(event) && document.getState().selection.nodes.length > 0;
    const copy = (event: ClipboardEvent): void => {
      if (isOfNodes(event)) void put(event);
    };
    const cut = async (event: ClipboardEvent): Promise<void> => {
      if (!isOfNodes(event) || !document.getState().canEdit) return;
      const { nodes } = document.getState().selection;
      const putting = put(event);
      // Without waiting where nothing is to be waited for: what is chosen is away at once.
      const copied = putting instanceof Promise ? await putting : putting;
      if (copied !== null) remove(document, nodes);
    };
    const paste = async (event: ClipboardEvent): Promise<void> => {
      if (isOfText(event) || event.clipboardData === null || !document.getState().canEdit) return;
      event.preventDefault();
      const at = pointerOnCanvas(pointer).at ?? null;
      const there = readClipboard(event.clipboardData);
      const { text, boxes } = (await awaited.current) ?? there;
      await pasteNodes(document, { text, copied: boxes, at });
    };
    const onCut = (event: ClipboardEvent) => void cut(event);
    const onPaste = (event: ClipboardEvent) => void paste(event);
    window.document.addEventListener('copy', copy);
    window.document.addEventListener('cut', onCut);
    window.document.addEventListener('paste', onPaste);
    return () => {
      window.document.removeEventListener('copy', copy);
      window.document.removeEventListener('cut', onCut);
      window.document.removeEventListener('paste', onPaste);
    };
  }, [document, ready, pointer]);
}

const notOurs = 'What is chosen is not written in a file of this blueprint.';

function putLater(written: NodeText | null): Copied | null {
  if (written === null) return refuse(notOurs);
  const copied = placed(written);
  return writeLater(copied) ? copied : refuse(`It was still being read. Press ${keysInWords('Mod+C')} again.`);
}

function refuse(reason: string): null {
  sayRefused('Nothing was copied', reason);
  return null;
}

/** Fields and editors have a clipboard of their own, as has text that somebody marked. */
function isOfText({ target }: ClipboardEvent): boolean {
  const isField = target instanceof Element && target.closest('input, textarea, [contenteditable=true]') !== null;
  return (
    isField || window.getSelection()?.isCollapsed === false || window.document.querySelector('[role=dialog]') !== null
  );
}

function remove(document: DesignerDocument, ids: readonly string[]): void {
  const nodes = outermost(document.getState().analysis.design?.nodes ?? [], ids);
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
