'use client';

import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useApi } from '../../api/api.ts';
import { useNonce } from '../../shell/nonce.tsx';
import { useSession } from '../../shell/session.tsx';
import { useDesignerDocument } from '../document/use-designer.ts';
import { useFollowsSelection } from './follow-switch.ts';
import { type MountedEditor, mountEditor } from './mount-editor.ts';
import { useOpenFiles } from './open-files.ts';

interface FileEditorProps {
  path: string;
  /** Of a file that belongs to others; the text of an own file is the document's. */
  importedText?: string;
}

/** A file in an editor of its own. Fills its parent. */
export function FileEditor({ path, importedText }: FileEditorProps) {
  const parent = useRef<HTMLDivElement>(null);
  const editor = useRef<MountedEditor | null>(null);
  const document = useDesignerDocument();
  const { desk, show, target } = useOpenFiles();
  const onNode = (node: string) => {
    const { nodes } = document.getState().selection;
    if (nodes.at(-1) === node) return;
    document.select({ nodes: [node] });
    desk.chosenHere = document.getState().selection;
  };
  const [follows] = useFollowsSelection();
  const secrets = useSecretKeys();
  const nonce = useNonce();
  const latest = useRef({ show, follows, secrets, onNode });
  latest.current = { show, follows, secrets, onNode };

  useEffect(() => {
    if (parent.current === null) return;
    const mounted = mountEditor({
      parent: parent.current,
      document,
      path,
      importedText,
      nonce,
      left: desk.get().left.get(path) ?? null,
      latest: () => latest.current,
    });
    editor.current = mounted;
    return () => {
      desk.leave(path, mounted.leave());
      editor.current = null;
    };
  }, [document, desk, path, importedText, nonce]);

  useEffect(() => {
    if (target === null || target.file !== path) return;
    editor.current?.show(target);
    desk.aim(null);
  }, [target, path, desk]);

  return <div ref={parent} data-testid="editor" className="min-h-0 flex-1 overflow-hidden [&_.cm-editor]:h-full" />;
}

function useSecretKeys(): readonly string[] {
  const api = useApi();
  const role = useSession()?.role;
  const maySee = role === 'admin' || role === 'operator';
  const { data } = useQuery(api.secrets.list.queryOptions(undefined, { enabled: maySee }));
  return data?.map(({ name }) => name) ?? [];
}
