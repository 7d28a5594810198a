'use client';

import { Download, FileArchive, FilePlus2, FileUp, FolderUp } from 'lucide-react';
import { type ComponentProps, type ReactNode, useRef, useState } from 'react';
import { isArchive } from '../../blueprints/upload.ts';
import { IconButton } from '../../ui/button.tsx';
import { DropArea } from '../../ui/drop-area.tsx';
import { later } from '../../ui/later.tsx';
import { useDesigner } from '../document/use-designer.ts';
import { DeleteFile } from './delete-file.tsx';
import { FileTree } from './file-tree-view.tsx';
import { ImportedFiles } from './imported-files.tsx';
import { PathDialog } from './path-dialog.tsx';
import { type Chosen, chosenFiles, droppedFiles } from './read-upload.ts';
import { useFileActions } from './use-file-actions.ts';

const ImportArchive = later(async () => (await import('./import-archive.tsx')).ImportArchive);

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
  const [archive, setArchive] = useState<File | null>(null);
  async function take(dropped: Promise<Chosen[]>): Promise<void> {
    const chosen = await dropped;
    const [only] = chosen;
    if (only !== undefined && chosen.length === 1 && isArchive(only.file.name)) setArchive(only.file);
    else await actions.upload(chosen);
  }
  return (
    <DropArea
      label="Drop files, folders or an archive here"
      disabled={!canEdit}
      onDrop={({ items }) => void take(droppedFiles(items))}
      className="min-h-0"
    >
      <div className="flex shrink-0 items-center gap-0.5 border-line border-b px-2 py-0.5">
        {canEdit && (
          <AddButtons actions={actions} onNew={() => ask({ kind: 'new', folder: '' })} onArchive={setArchive} />
        )}
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
      {archive !== null && (
        <ImportArchive
          archive={archive}
          draftId={draftId}
          onClose={() => setArchive(null)}
          onAddAsFile={() => {
            setArchive(null);
            void actions.upload([{ path: archive.name, file: archive }]);
          }}
        />
      )}
    </DropArea>
  );
}

type Actions = ReturnType<typeof useFileActions>;

interface AddButtonsProps {
  actions: Actions;
  onNew: () => void;
  onArchive: (archive: File) => void;
}

function AddButtons({ actions, onNew, onArchive }: AddButtonsProps) {
  const upload = (chosen: FileList) => void actions.upload(chosenFiles(chosen));
  return (
    <>
      <IconButton label="New file" onClick={onNew}>
        <FilePlus2 />
      </IconButton>
      <ChooseFiles label="Add files" field="Files to add" disabled={actions.isUploading} multiple onFiles={upload}>
        <FileUp />
      </ChooseFiles>
      <ChooseFiles
        label="Add a folder"
        field="Folder to add"
        disabled={actions.isUploading}
        multiple
        {...{ webkitdirectory: '' }}
        onFiles={upload}
      >
        <FolderUp />
      </ChooseFiles>
      <ChooseFiles
        label="Import an archive"
        field="Archive to import"
        accept=".zip,.tar.gz,.tgz,.gz,.tar"
        disabled={actions.isUploading}
        onFiles={([archive]) => archive && onArchive(archive)}
      >
        <FileArchive />
      </ChooseFiles>
      {actions.isUploading && (
        <span role="status" className="text-ink-2 text-xs">
          Adding
        </span>
      )}
    </>
  );
}

interface ChooseFilesProps extends Pick<ComponentProps<'input'>, 'accept' | 'multiple' | 'disabled'> {
  label: string;
  /** What the file field is called. */
  field: string;
  onFiles: (files: FileList) => void;
  children: ReactNode;
}

/** A button that asks for files of this machine. */
function ChooseFiles({ label, field, disabled, onFiles, children, ...rest }: ChooseFilesProps) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <IconButton label={label} disabled={disabled} onClick={() => input.current?.click()}>
        {children}
      </IconButton>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={field}
        {...rest}
        onChange={({ currentTarget }) => {
          if (currentTarget.files) onFiles(currentTarget.files);
          currentTarget.value = '';
        }}
      />
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
