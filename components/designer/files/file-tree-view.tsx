'use client';

import { ChevronDown, ChevronRight, Ellipsis, File, FileCode2 } from 'lucide-react';
import { type KeyboardEvent, useMemo, useState } from 'react';
import { IconButton } from '../../ui/button.tsx';
import { formatSize } from '../../ui/format-size.ts';
import { Menu, MenuItem, MenuSeparator } from '../../ui/menu.tsx';
import type { DesignFile } from '../document/history.ts';
import { useDesigner } from '../document/use-designer.ts';
import { useOpenFiles } from '../source/open-files.ts';
import { type FileRow, fileRows } from './file-tree.ts';
import type { FileQuestion } from './files-pane.tsx';

interface FileTreeProps {
  onAsk: (question: FileQuestion) => void;
  onMakeMain: (path: string) => void;
}

/** The blueprint's own files by folder. One row is a stop of Tab; arrows lead to the others. */
export function FileTree({ onAsk, onMakeMain }: FileTreeProps) {
  const files = useDesigner((state) => state.files);
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  const rows = useMemo(() => fileRows(files.keys(), closed), [files, closed]);
  const canEdit = useDesigner((state) => state.canEdit);
  const { active } = useOpenFiles();
  const [stop, setStop] = useState<string | null>(null);
  const stopAt = rows.some(({ path }) => path === stop)
    ? stop
    : (rows.find(({ path }) => path === active)?.path ?? rows[0]?.path);
  const setOpen = (path: string, isOpen: boolean): void =>
    setClosed((before) => new Set(isOpen ? [...before].filter((each) => each !== path) : [...before, path]));
  return (
    <ul aria-label="Files" onKeyDown={walkRows}>
      {rows.map((row) => (
        <li
          key={row.path}
          onFocus={() => setStop(row.path)}
          onKeyDown={(event) => pressRow(event, row, { setOpen, ...(canEdit && { onAsk }) })}
          className="group flex items-center rounded-md hover:bg-hover has-[[aria-current]]:bg-accent-soft"
        >
          <RowButton row={row} isStop={row.path === stopAt} isOpen={!closed.has(row.path)} onOpen={setOpen} />
          <RowMenu row={row} isStop={row.path === stopAt} onAsk={onAsk} onMakeMain={onMakeMain} />
        </li>
      ))}
    </ul>
  );
}

interface RowProps {
  row: FileRow;
  isStop: boolean;
}

function RowButton({
  row,
  isStop,
  isOpen,
  onOpen,
}: RowProps & { isOpen: boolean; onOpen: (path: string, isOpen: boolean) => void }) {
  const { path, name, depth, isFolder } = row;
  const file = useDesigner((state) => state.files.get(path));
  const isMain = useDesigner((state) => state.mainFile === path);
  const { active, open } = useOpenFiles();
  return (
    <button
      type="button"
      data-row
      tabIndex={isStop ? 0 : -1}
      aria-current={path === active ? 'true' : undefined}
      aria-expanded={isFolder ? isOpen : undefined}
      title={file ? `${path}, ${formatSize(file.size)}` : path}
      onClick={() => (isFolder ? onOpen(path, !isOpen) : open(path))}
      style={{ paddingLeft: 8 + depth * 14 }}
      className="flex h-7 min-w-0 flex-1 items-center gap-1.5 text-left font-mono text-ink-2 text-xs outline-offset-[-2px] hover:text-ink aria-[current]:text-accent"
    >
      <RowIcon isFolder={isFolder} isOpen={isOpen} file={file} />
      <span className="truncate">{name}</span>
      {isMain && <span className="ml-auto rounded bg-sunken px-1 font-sans text-[11px] text-ink-2">main</span>}
    </button>
  );
}

function RowIcon({ isFolder, isOpen, file }: { isFolder: boolean; isOpen: boolean; file: DesignFile | undefined }) {
  const Icon = isFolder ? (isOpen ? ChevronDown : ChevronRight) : file?.text === null ? File : FileCode2;
  return <Icon aria-hidden className="size-3.5 shrink-0 text-ink-3" />;
}

function RowMenu({ row, isStop, onAsk, onMakeMain }: RowProps & FileTreeProps) {
  const { path, isFolder } = row;
  const file = useDesigner((state) => state.files.get(path));
  const isMain = useDesigner((state) => state.mainFile === path || state.mainFile.startsWith(`${path}/`));
  const canEdit = useDesigner((state) => state.canEdit);
  const text = file?.text ?? null;
  if (!canEdit && text === null) return null;
  const trigger = (
    <IconButton
      label={`What can be done with ${path}`}
      tabIndex={isStop ? 0 : -1}
      className="size-6 opacity-0 focus-visible:opacity-100 aria-expanded:opacity-100 group-focus-within:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100"
    >
      <Ellipsis />
    </IconButton>
  );
  const isYaml = /\.ya?ml$/i.test(path);
  return (
    <Menu trigger={trigger} leavesFocus>
      {canEdit && isFolder && (
        <MenuItem onSelect={() => onAsk({ kind: 'new', folder: `${path}/` })}>New file here</MenuItem>
      )}
      {canEdit && <MenuItem onSelect={() => onAsk({ kind: 'rename', path })}>Rename or move</MenuItem>}
      {canEdit && isYaml && !isMain && text !== null && (
        <MenuItem onSelect={() => onMakeMain(path)}>Make it the main file</MenuItem>
      )}
      {text !== null && <MenuItem onSelect={() => download(path, text)}>Download</MenuItem>}
      {canEdit && <MenuSeparator />}
      {canEdit && (
        <MenuItem
          danger
          disabled={isMain}
          hint={isMain ? 'The main file is here. Make another file the main file first.' : undefined}
          onSelect={() => onAsk({ kind: 'delete', path })}
        >
          Delete
        </MenuItem>
      )}
    </Menu>
  );
}

function download(path: string, text: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text]));
  link.download = path.split('/').at(-1) ?? path;
  link.click();
  URL.revokeObjectURL(link.href);
}

function walkRows(event: KeyboardEvent<HTMLElement>): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row.contains(event.target as Node));
  const places: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 };
  const row = at === -1 ? undefined : rows[places[event.key] ?? -1];
  if (row === undefined) return;
  event.preventDefault();
  row.focus();
}

interface RowKeys {
  setOpen: (path: string, isOpen: boolean) => void;
  /** Absent where nothing can be changed. */
  onAsk?: (question: FileQuestion) => void;
}

function pressRow(event: KeyboardEvent<HTMLElement>, { path, isFolder }: FileRow, { setOpen, onAsk }: RowKeys): void {
  if (!(event.target as HTMLElement).matches('[data-row]')) return;
  if (event.key === 'ArrowRight' && isFolder) setOpen(path, true);
  else if (event.key === 'ArrowLeft' && isFolder) setOpen(path, false);
  else if (event.key === 'F2') onAsk?.({ kind: 'rename', path });
  else if (event.key === 'Delete') onAsk?.({ kind: 'delete', path });
  else return;
  event.preventDefault();
}
