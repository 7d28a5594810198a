'use client';

import { Download, FilePlus2, FileUp, FolderUp } from 'lucide-react';
import { useRef, useState } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { useDesigner } from '../document/use-designer.ts';
import { DeleteFile } from './delete-file.tsx';
import { DropFiles } from './drop-files.tsx';
import { FileTree } from './file-tree-view.tsx';
import { ImportedFiles } from './imported-files.tsx';
import { PathDialog } from './path-dialog.tsx';
import { chosenFiles } from './read-upload.ts';
import { useFileActions } from './use-file-actions.ts';

/** What is asked about a file. */
export type FileQuestion =
  | { kind: 'new'; folder: string }
  | { kind: 'rename'; path: string }
  | { kind: 'delete'; path: string };

/** The files of the blueprint, and those that its imports bring. */
export function FilesPane({ draftId }: { draftId: string }) {
  const canEdit = useDesigner((state) => state.canEdit);
  const actions = useFileActions(draftId);
  const [question, ask] = useState<FileQuestion | null>(null);
  return (
    <DropFiles disabled={!canEdit} onFiles={(chosen) => void actions.upload(chosen)}>
      <div className="flex shrink-0 items-center gap-0.5 border-line border-b px-2 py-0.5">
        {canEdit && <AddButtons actions={actions} onNew={() => ask({ kind: 'new', folder: '' })} />}
        <a
          href={`/api/drafts/${draftId}/archive`}
          download
          aria-label="Download all files"
          title="Download all files"
          className="ml-auto inline-flex size-8 items-center justify-center rounded-md text-ink-2 hover:bg-hover hover:text-ink [&_svg]:size-4"
        >
          <Download />
        </a>
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto p-1">
        <FileTree onAsk={ask} onMakeMain={actions.makeMain} />
        <ImportedFiles />
      </div>
      {question !== null && <Question question={question} actions={actions} onClose={() => ask(null)} />}
    </DropFiles>
  );
}

type Actions = ReturnType<typeof useFileActions>;

function AddButtons({ actions, onNew }: { actions: Actions; onNew: () => void }) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const field = (input: typeof files, isFolder: boolean) => (
    <input
      ref={input}
      type="file"
      multiple
      hidden
      aria-label={isFolder ? 'Folder to add' : 'Files to add'}
      {...(isFolder && { webkitdirectory: '' })}
      onChange={({ currentTarget }) => {
        if (currentTarget.files) void actions.upload(chosenFiles(currentTarget.files));
        currentTarget.value = '';
      }}
    />
  );
  return (
    <>
      <IconButton label="New file" onClick={onNew}>
        <FilePlus2 />
      </IconButton>
      <IconButton label="Add files" disabled={actions.isUploading} onClick={() => files.current?.click()}>
        <FileUp />
      </IconButton>
      <IconButton label="Add a folder" disabled={actions.isUploading} onClick={() => folder.current?.click()}>
        <FolderUp />
      </IconButton>
      {field(files, false)}
      {field(folder, true)}
      {actions.isUploading && (
        <span role="status" className="text-ink-2 text-xs">
          Adding
        </span>
      )}
    </>
  );
}

interface QuestionProps {
  question: FileQuestion;
  actions: Actions;
  onClose: () => void;
}

function Question({ question, actions, onClose }: QuestionProps) {
  if (question.kind === 'delete') {
    const { path } = question;
    return <DeleteFile path={path} onClose={onClose} onDelete={() => actions.remove(path)} />;
  }
  if (question.kind === 'rename') {
    const { path } = question;
    return (
      <PathDialog
        title={`Rename ${path}`}
        action="Rename"
        initial={path}
        from={path}
        onClose={onClose}
        onPath={(to, follows) => actions.move(path, to, follows)}
      />
    );
  }
  return (
    <PathDialog
      title="New file"
      action="Create"
      initial={question.folder}
      from={null}
      onClose={onClose}
      onPath={actions.create}
    />
  );
}
