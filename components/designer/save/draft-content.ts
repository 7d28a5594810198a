import type { DraftChange, OpenedDraft, WrittenFile } from '../../../server/api/draft-contract.ts';
import { type Content, isSameFile } from '../document/changes-to.ts';
import type { DesignerDocument } from '../document/designer-document.ts';
import type { DesignFile } from '../document/history.ts';

/** What an opened draft holds. */
export function contentOf({ files, mainFile, layout }: Pick<OpenedDraft, 'files' | 'mainFile' | 'layout'>): Content {
  return { files: new Map(files.map((file) => [file.path, file])), mainFile, layout };
}

/** What a document holds now. */
export function contentNow(document: DesignerDocument): Content {
  const { files, mainFile, layout } = document.getState();
  return { files, mainFile, layout };
}

/** The files that differ; null: taken away. */
export function differingFiles(before: Content, after: Content): Record<string, DesignFile | null> {
  const paths = new Set([...before.files.keys(), ...after.files.keys()]);
  const differing = [...paths].flatMap((path) => {
    const file = after.files.get(path) ?? null;
    return isSameFile(before.files.get(path) ?? null, file) ? [] : [[path, file] as const];
  });
  return Object.fromEntries(differing);
}

/** The same, as it is sent. */
export function changesBetween(before: Content, after: Content): DraftChange[] {
  return Object.entries(differingFiles(before, after)).map(([path, file]) =>
    file === null ? { path, isRemoved: true } : toWritten(file),
  );
}

/** A file as it is sent: what is no text by its hash. */
export function toWritten({ path, mode, text, hash, size }: DesignFile): WrittenFile {
  return text === null ? { path, mode, hash: hash ?? '', size } : { path, mode, text };
}

/** Content with other files in place of some; null takes one away. */
export function withFiles(content: Content, files: Readonly<Record<string, DesignFile | null>>): Content {
  const all = new Map(content.files);
  for (const [path, file] of Object.entries(files)) {
    if (file === null) all.delete(path);
    else all.set(path, file);
  }
  return { ...content, files: all };
}
