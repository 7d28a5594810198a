'use client';

import { useState } from 'react';
import { clashOf, pathFault } from '../../../core/blueprint/file-paths.ts';
import { count } from '../../ui/count.ts';
import { sayFault, sayRefused } from '../../ui/toasts.tsx';
import { useDesignerDocument } from '../document/use-designer.ts';
import { useOpenFiles } from '../source/open-files.ts';
import { filesBelow, moveFile } from './file-moves.ts';
import { type Chosen, readFile } from './read-upload.ts';

/** What can be done with the files of the blueprint; each is one step of the history. */
export function useFileActions(draftId: string) {
  const document = useDesignerDocument();
  const { open, desk } = useOpenFiles();
  const [isUploading, setUploading] = useState(false);

  function create(path: string): void {
    document.changeFiles(`New file ${path}`, { [path]: { path, mode: 0o644, text: '', size: 0 } });
    open(path);
  }

  function move(from: string, to: string, follows: boolean): void {
    const { files, mainFile } = document.getState();
    const next = filesBelow(from, files).includes(mainFile) ? to + mainFile.slice(from.length) : mainFile;
    const isOpen = desk.get().tabs.includes(from);
    document.changeFiles(`Rename ${from} to ${to}`, moveFile(files, { from, to, follows }), next);
    desk.close(from);
    if (isOpen) open(to);
  }

  function remove(path: string): void {
    const gone = filesBelow(path, document.getState().files);
    document.changeFiles(`Delete ${path}`, Object.fromEntries(gone.map((each) => [each, null])));
    for (const each of gone) desk.close(each);
  }

  function makeMain(path: string): void {
    document.changeFiles(`Make ${path} the main file`, {}, path);
  }

  async function upload(chosen: readonly Chosen[]): Promise<void> {
    const fault = uploadFault(chosen, [...document.getState().files.keys()]);
    if (fault !== null) return sayRefused('Nothing was added', fault);
    setUploading(true);
    try {
      const read = await Promise.all(chosen.map((each) => readFile(each, draftId)));
      const what = read.length === 1 ? (read[0]?.path ?? '') : count(read.length, 'file');
      if (read.length > 0)
        document.changeFiles(`Add ${what}`, Object.fromEntries(read.map((file) => [file.path, file])));
    } catch (error) {
      sayFault('Nothing was added', error);
    } finally {
      setUploading(false);
    }
  }

  return { create, move, remove, makeMain, upload, isUploading };
}

/** Files of the same path are replaced. */
function uploadFault(chosen: readonly Chosen[], paths: readonly string[]): string | null {
  for (const { path } of chosen) {
    const fault = pathFault(path);
    if (fault !== null) return `The path "${path}" ${fault}.`;
  }
  return clashOf(new Set([...paths, ...chosen.map(({ path }) => path)]));
}
