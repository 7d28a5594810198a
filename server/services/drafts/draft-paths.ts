import { clashOf } from '../../../core/blueprint/file-paths.ts';
import { AppError } from '../../faults/app-error.ts';

/** What a draft may hold, in bytes and counts. An archive of it can be uploaded again. */
export const draftLimits = {
  text: 4 * 1024 * 1024,
  binary: 10 * 1024 * 1024,
  all: 50 * 1024 * 1024,
  files: 2_000,
};

/**
 * Holds all files of a draft together to the rules.
 * @throws AppError when they are too many or too large, or when two of them cannot be beside each other
 */
export function checkFiles(files: readonly { path: string; size: number }[]): void {
  if (files.length > draftLimits.files)
    throw new AppError('too-large', `A blueprint cannot have more than ${draftLimits.files} files here.`);
  const large = files.find(({ size }) => size > draftLimits.binary);
  if (large !== undefined)
    throw new AppError('too-large', `"${large.path}" is larger than 10 MB, which is the most for one file.`);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes > draftLimits.all)
    throw new AppError('too-large', 'The files are larger than 50 MB together. Take some of them away.');
  const clash = clashOf(files.map(({ path }) => path));
  if (clash !== null) throw new AppError('bad-request', clash);
}
