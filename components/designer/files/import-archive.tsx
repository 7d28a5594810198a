'use client';

import { useEffect, useState } from 'react';
import { clashOf } from '../../../core/blueprint/file-paths.ts';
import { faultText } from '../../api/fault.ts';
import { MainFileChoice } from '../../start/main-file-choice.tsx';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { Chip, type Tone } from '../../ui/chip.tsx';
import { count } from '../../ui/count.ts';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { Notice, SkeletonRows } from '../../ui/states.tsx';
import { sayDone } from '../../ui/toasts.tsx';
import type { DesignFile } from '../document/history.ts';
import { useDesigner, useDesignerDocument } from '../document/use-designer.ts';
import { archiveChanges, filesAfter, mainChoices } from './archive-changes.ts';
import { unpackOnServer } from './read-upload.ts';

type Files = ReadonlyMap<string, DesignFile>;

interface ImportArchiveProps {
  archive: File;
  draftId: string;
  onClose: () => void;
  /** Takes the archive as a file like any other. */
  onAddAsFile: () => void;
}

/** Shows what an archive would do to the files before it is done, as one step. */
export function ImportArchive({ archive, draftId, onClose, onAddAsFile }: ImportArchiveProps) {
  const [files, setFiles] = useState<Files | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  useEffect(() => {
    let isWanted = true;
    unpackOnServer(archive, draftId).then(
      (unpacked) => isWanted && setFiles(new Map(unpacked.map((file) => [file.path, file]))),
      (fault: unknown) =>
        isWanted && setProblem(fault instanceof TypeError ? faultText(fault) : (fault as Error).message),
    );
    return () => {
      isWanted = false;
    };
  }, [archive, draftId]);
  return (
    <Dialog
      open
      wide
      onOpenChange={onClose}
      title={`Import ${archive.name}`}
      description="Its files take the place of those of the blueprint, as one step that can be undone."
    >
      {problem !== null && (
        <Notice tone="bad" role="alert" title="The archive is refused">
          {problem}
        </Notice>
      )}
      {files === null && problem === null && <SkeletonRows rows={3} />}
      {files === null ? (
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button onClick={onAddAsFile}>Add it as a file</Button>
        </DialogActions>
      ) : (
        <Review files={files} name={archive.name} onClose={onClose} onAddAsFile={onAddAsFile} />
      )}
    </Dialog>
  );
}

interface ReviewProps {
  files: Files;
  name: string;
  onClose: () => void;
  onAddAsFile: () => void;
}

function Review({ files, name, onClose, onAddAsFile }: ReviewProps) {
  const document = useDesignerDocument();
  const before = useDesigner((state) => state.files);
  const mainFile = useDesigner((state) => state.mainFile);
  const [keepsMissing, setKeeps] = useState(false);
  const [wanted, setWanted] = useState<string | null>(null);
  const { added, changed, missing, same } = archiveChanges(before, files);
  const after = filesAfter(before, files, keepsMissing);
  const choices = mainChoices(after, mainFile);
  const main = wanted !== null && after.has(wanted) ? wanted : choices[0];
  const clash = clashOf(after.keys());
  const isSame = added.length + changed.length === 0 && (keepsMissing || missing.length === 0) && main === mainFile;
  function apply(): void {
    if (main === undefined) return;
    document.adopt(`Import ${name}`, { files: after, mainFile: main, layout: document.getState().layout });
    sayDone(`${name} is imported. Undo takes it back.`);
    onClose();
  }
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-col gap-2">
        <Paths title="New" tone="good" paths={added} />
        <Paths title="Changed" tone="warn" paths={changed} />
        <Paths title={keepsMissing ? 'Kept' : 'Removed'} tone={keepsMissing ? 'neutral' : 'bad'} paths={missing} />
        {same > 0 && <p className="text-ink-2 text-sm">{count(same, 'file')} the same</p>}
      </div>
      {missing.length > 0 && (
        <CheckField
          label={`Keep the ${count(missing.length, 'file')} that the archive does not have`}
          checked={keepsMissing}
          onChange={setKeeps}
        />
      )}
      {choices.length > 1 && <MainFileChoice candidates={choices} chosen={main ?? ''} onChoose={setWanted} />}
      {choices.length === 0 && (
        <Notice tone="bad" title="There is no YAML file in it">
          A blueprint needs one to begin with. Keep the files that are there, or add the archive as a file.
        </Notice>
      )}
      {clash !== null && (
        <Notice tone="bad" title="These files cannot be beside each other">
          {clash}
        </Notice>
      )}
      {isSame && <p className="text-ink-2 text-sm">The files are the same already.</p>}
      <DialogActions>
        <Button onClick={onClose}>Cancel</Button>
        <Button onClick={onAddAsFile}>Add it as a file</Button>
        <Button variant="primary" disabled={main === undefined || clash !== null || isSame} onClick={apply}>
          Import
        </Button>
      </DialogActions>
    </div>
  );
}

function Paths({ title, tone, paths }: { title: string; tone: Tone; paths: readonly string[] }) {
  if (paths.length === 0) return null;
  return (
    <section aria-label={title} className="rounded-lg border border-line">
      <h3 className="flex items-center gap-2 border-line border-b px-3 py-1.5 text-sm">
        <Chip tone={tone}>{title}</Chip>
        <span className="text-ink-2 text-xs">{count(paths.length, 'file')}</span>
      </h3>
      <ul className="max-h-36 overflow-y-auto px-3 py-1.5 font-mono text-xs leading-5">
        {paths.map((path) => (
          <li key={path} className="[overflow-wrap:anywhere]">
            {path}
          </li>
        ))}
      </ul>
    </section>
  );
}
