'use client';

import { type SubmitEvent, useState } from 'react';
import { clashOf, pathFault } from '../../../core/blueprint/file-paths.ts';
import { Button } from '../../ui/button.tsx';
import { CheckField } from '../../ui/check-field.tsx';
import { count } from '../../ui/count.ts';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { describedBy, Field, Input } from '../../ui/field.tsx';
import { useDesigner } from '../document/use-designer.ts';
import { filesBelow, usesOf } from './file-moves.ts';

interface PathDialogProps {
  title: string;
  action: string;
  /** The path that is offered. */
  initial: string;
  /** The file or folder that gets the path; null for a new file. */
  from: string | null;
  onClose: () => void;
  onPath: (path: string, follows: boolean) => void;
}

/** Asks for the path of a file, and says at once when it cannot be that. */
export function PathDialog({ title, action, initial, from, onClose, onPath }: PathDialogProps) {
  const files = useDesigner((state) => state.files);
  const [path, setPath] = useState(initial);
  const [follows, setFollows] = useState(true);
  const moved = from === null ? [] : filesBelow(from, files);
  const uses = from === null ? [] : usesOf(moved, files);
  const kept = [...files.keys()].filter((each) => !moved.includes(each));
  const next = from === null ? [path] : moved.map((each) => path + each.slice(from.length));
  const fault = pathFault(path);
  const problem = fault === null ? clashOf([...kept, ...next]) : `The path ${fault}.`;
  const shown = path === initial ? undefined : (problem ?? undefined);
  function submit(event: SubmitEvent): void {
    event.preventDefault();
    if (problem !== null || path === from) return;
    onPath(path, follows);
    onClose();
  }
  return (
    <Dialog open onOpenChange={onClose} title={title}>
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field
          id="file-path"
          label="Path"
          help="Folders come before the name, such as scripts/start.sh."
          problem={shown}
        >
          <Input
            {...describedBy('file-path', { help: true, problem: shown !== undefined })}
            value={path}
            onChange={({ target }) => setPath(target.value)}
            spellCheck={false}
            autoComplete="off"
            className="font-mono"
          />
        </Field>
        {uses.length > 0 && (
          <CheckField
            label={`Change the ${count(uses.length, 'line')} that name it`}
            help={uses
              .slice(0, 3)
              .map(({ file, line }) => `${file}:${line}`)
              .join(', ')}
            checked={follows}
            onChange={setFollows}
          />
        )}
        <DialogActions>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" disabled={problem !== null || path === from}>
            {action}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
