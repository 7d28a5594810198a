/** Why a path cannot be that of a file of a blueprint, to be read after the path; null when it can. */
export function pathFault(path: string): string | null {
  if (path === '') return 'is empty';
  if (path.length > 1024) return 'is longer than 1024 characters';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'is absolute';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\\\u0000-\u001f\u007f]/.test(path)) return 'holds a backslash or a control character';
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return 'has an empty part, "." or ".."';
  if (parts.length > 64) return 'lies in more than 64 nested folders';
  if (parts.some((part) => bytesOf(part) > 255)) return 'has a part that is longer than 255 bytes';
  return null;
}

/** How long it is in UTF-8. */
function bytesOf(part: string): number {
  let bytes = 0;
  for (const character of part) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

/** A sentence about the first two files that cannot be beside each other; null when all can. */
export function clashOf(paths: Iterable<string>): string | null {
  const seen = new Map<string, string>();
  for (const path of paths) {
    const key = keyOf(path);
    const other = seen.get(key);
    if (other === path) return `There is a file "${path}" already.`;
    if (other !== undefined) return `"${path}" and "${other}" differ only in upper and lower case.`;
    seen.set(key, path);
  }
  for (const path of seen.values()) {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      const other = seen.get(keyOf(path.slice(0, at)));
      if (other !== undefined) return `"${other}" is a file, and the folder of "${path}" has the same name.`;
    }
  }
  return null;
}

/** Some file systems take names of the same key for the same name. */
function keyOf(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
