import { describe, expect, it } from 'vitest';
import { clashOf, pathFault } from './file-paths.ts';

describe('paths of files', () => {
  it.each(['a', 'scripts/start.sh', 'Über/ß 1.txt', '..a/b..'])('%j is one', (path) => {
    expect(pathFault(path)).toBeNull();
  });

  it.each([
    ['', 'is empty'],
    ['../a', 'has an empty part, "." or ".."'],
    ['a/./b', 'has an empty part, "." or ".."'],
    ['a//b', 'has an empty part, "." or ".."'],
    ['/a', 'is absolute'],
    ['C:a', 'is absolute'],
    ['a\\b', 'holds a backslash or a control character'],
    ['a\nb', 'holds a backslash or a control character'],
    ['ü'.repeat(128), 'has a part that is longer than 255 bytes'],
  ])('%j is none', (path, fault) => {
    expect(pathFault(path)).toBe(fault);
  });

  it('clash when a file system could not hold both', () => {
    expect(clashOf(['a', 'b/a', 'b/c'])).toBeNull();
    expect(clashOf(['a', 'a'])).toBe('There is a file "a" already.');
    expect(clashOf(['A.yaml', 'a.yaml'])).toBe('"a.yaml" and "A.yaml" differ only in upper and lower case.');
    expect(clashOf(['b/c/d', 'B'])).toBe('"B" is a file, and the folder of "b/c/d" has the same name.');
  });
});
