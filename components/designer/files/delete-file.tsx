'use client';

import { Confirm } from '../../ui/confirm.tsx';
import { count } from '../../ui/count.ts';
import { useDesigner } from '../document/use-designer.ts';
import { filesBelow, usesOf } from './file-moves.ts';

interface DeleteFileProps {
  path: string;
  onClose: () => void;
  onDelete: () => void;
}

/** Asks before a file or folder goes, with the lines that name it. */
export function DeleteFile({ path, onClose, onDelete }: DeleteFileProps) {
  const files = useDesigner((state) => state.files);
  const gone = filesBelow(path, files);
  const hasMain = useDesigner(({ mainFile }) => gone.includes(mainFile));
  const uses = usesOf(gone, files).filter(({ file }) => !gone.includes(file));
  if (hasMain) {
    return (
      <Confirm open onOpenChange={onClose} title={`${path} cannot be deleted`} action="All right" onConfirm={onClose}>
        The main file is here. Make another file the main file first.
      </Confirm>
    );
  }
  return (
    <Confirm
      open
      onOpenChange={onClose}
      title={`Delete ${path}`}
      action="Delete"
      danger
      onConfirm={() => {
        onDelete();
        onClose();
      }}
    >
      <p>{gone.length > 1 ? `${count(gone.length, 'file')} are deleted. ` : ''}It can be undone.</p>
      {uses.length > 0 && (
        <>
          <p className="mt-3 font-medium text-warn">{count(uses.length, 'line')} will name what is no longer there:</p>
          <ul className="mt-1 max-h-40 overflow-y-auto font-mono text-xs">
            {uses.map(({ file, line, text }) => (
              <li key={`${file}:${line}`} className="[overflow-wrap:anywhere]">
                <span className="text-ink-3">
                  {file}:{line}
                </span>{' '}
                {text}
              </li>
            ))}
          </ul>
        </>
      )}
    </Confirm>
  );
}
