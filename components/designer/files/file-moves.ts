import type { DesignFile } from '../document/history.ts';

type Files = ReadonlyMap<string, DesignFile>;

/** A place in a text that names a file. */
export interface FileUse {
  file: string;
  line: number;
  /** The line without the space around it. */
  text: string;
}

const yaml = /\.ya?ml$/i;

/** Where YAML texts name one of the files. */
export function usesOf(paths: readonly string[], files: Files): FileUse[] {
  const pattern = namesOf(paths);
  return [...files.values()].flatMap(({ path: file, text }) => {
    if (text === null || !yaml.test(file)) return [];
    return text
      .split(/\r\n?|\n/)
      .flatMap((line, index) => (line.search(pattern) === -1 ? [] : [{ file, line: index + 1, text: line.trim() }]));
  });
}

/** The file itself, or all that is in a folder. */
export function filesBelow(path: string, files: Files): string[] {
  return [...files.keys()].filter((each) => each === path || each.startsWith(`${path}/`));
}

/** What changes when a file or folder gets another path, and with it what names it, when `follows`. */
export function moveFile(
  files: Files,
  { from, to, follows }: { from: string; to: string; follows: boolean },
): Record<string, DesignFile | null> {
  const moved = new Map(filesBelow(from, files).map((path) => [path, to + path.slice(from.length)]));
  const changes: Record<string, DesignFile | null> = {};
  const pattern = namesOf([...moved.keys()]);
  for (const [path, file] of files) {
    const next = moved.get(path) ?? path;
    const text = follows && yaml.test(path) ? renamed(file.text, pattern, moved) : file.text;
    if (next === path && text === file.text) continue;
    if (next !== path && !(path in changes)) changes[path] = null;
    const size = text === file.text || text === null ? file.size : new TextEncoder().encode(text).byteLength;
    changes[next] = { ...file, path: next, text, size };
  }
  return changes;
}

function renamed(text: string | null, pattern: RegExp, moved: ReadonlyMap<string, string>): string | null {
  return text === null ? null : text.replaceAll(pattern, (path) => moved.get(path) ?? path);
}

/** Paths as whole words: `a.yaml` is not in `lib/a.yaml`. Longer ones first. */
function namesOf(paths: readonly string[]): RegExp {
  const names = paths
    .toSorted((a, b) => b.length - a.length)
    .map((path) => path.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`(?<![\\w./-])(?:${names.join('|')})(?![\\w/-]|\\.\\w)`, 'g');
}
