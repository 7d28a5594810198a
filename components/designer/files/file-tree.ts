/** A row of the tree of files. */
export interface FileRow {
  path: string;
  name: string;
  depth: number;
  isFolder: boolean;
}

/** Folders before files, each by name; what is in a closed folder is left out. */
export function fileRows(paths: Iterable<string>, closed: ReadonlySet<string>): FileRow[] {
  const root: Folder = { folders: new Map(), files: [] };
  for (const path of paths) {
    const parts = path.split('/');
    let folder = root;
    for (const part of parts.slice(0, -1)) {
      const next = folder.folders.get(part) ?? { folders: new Map(), files: [] };
      folder.folders.set(part, next);
      folder = next;
    }
    folder.files.push(parts.at(-1) ?? path);
  }
  return rowsOf(root, { path: '', depth: 0, closed });
}

interface Folder {
  folders: Map<string, Folder>;
  files: string[];
}

function rowsOf(
  { folders, files }: Folder,
  { path, depth, closed }: { path: string; depth: number; closed: ReadonlySet<string> },
): FileRow[] {
  const inside = [...folders]
    .toSorted(([a], [b]) => a.localeCompare(b))
    .flatMap(([name, folder]) => {
      const own = `${path}${name}`;
      const row = { path: own, name, depth, isFolder: true };
      return closed.has(own) ? [row] : [row, ...rowsOf(folder, { path: `${own}/`, depth: depth + 1, closed })];
    });
  const own = files.toSorted((a, b) => a.localeCompare(b));
  return [...inside, ...own.map((name) => ({ path: `${path}${name}`, name, depth, isFolder: false }))];
}
