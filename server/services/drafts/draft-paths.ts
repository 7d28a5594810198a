import { AppError } from '../../faults/app-error.ts';

/** What a draft may hold, in bytes and counts. An archive of it can be uploaded again. */
export const draftLimits = {
  text: 4 * 1024 * 1024,
  binary: 10 * 1024 * 1024,
  all: 50 * 1024 * 1024,
  files: 2_000,
};

/** Why a path cannot be that of a file of a blueprint; null when it can. */
export function pathFault(path: string): string | null {
  if (path === '') return 'is empty';
  if (path.length > 1024) return 'is longer than 1024 characters';
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path)) return 'is absolute';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  if (/[\\\u0000-\u001f\u007f]/.test(path)) return 'holds a backslash or a control character';
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return 'has an empty part, "." or ".."';
  if (parts.length > 64) return 'lies in more than 64 nested folders';
  if (parts.some((part) => Buffer.byteLength(part) > 255)) return 'has a part that is longer than 255 bytes';
  return null;
}

/**
 * Holds all files of a draft together to the rules.
 * @throws AppError when they are too many or too large, or when two of them cannot be beside each other
 */
export function checkFiles(files: readonly { path: string; size: number }[]): void {
  if (files.length > draftLimits.files)
    throw new AppError('too-large', `A blueprint cannot have more than ${draftLimits.files} files here.`);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes > draftLimits.all)
    throw new AppError('too-large', 'The files are larger than 50 MB together. Take some of them away.');
  const seen = new Map<string, string>();
  for (const { path } of files) {
    const key = keyOf(path);
    const other = seen.get(key);
    if (other !== undefined)
      throw new AppError('bad-request', `"${path}" and "${other}" differ only in upper and lower case.`);
    seen.set(key, path);
  }
  for (const { path } of files) {
    for (let at = path.indexOf('/'); at >= 0; at = path.indexOf('/', at + 1)) {
      const other = seen.get(keyOf(path.slice(0, at)));
      if (other !== undefined)
        throw new AppError('bad-request', `"${other}" is a file, and the folder of "${path}" has the same name.`);
    }
  }
}

function keyOf(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
