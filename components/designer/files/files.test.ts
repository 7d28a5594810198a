import { describe, expect, it } from 'vitest';
import type { DesignFile } from '../document/history.ts';
import { filesBelow, moveFile, usesOf } from './file-moves.ts';
import { fileRows } from './file-tree.ts';

function filesOf(texts: Record<string, string | null>): Map<string, DesignFile> {
  return new Map(
    Object.entries(texts).map(([path, text]) => [path, { path, mode: 0o644, text, size: text?.length ?? 3 }]),
  );
}

describe('the tree of files', () => {
  const paths = ['b.yaml', 'scripts/b.sh', 'scripts/a/z', 'a.yaml', 'scripts/a.sh'];

  it('has folders first, each by name', () => {
    expect(fileRows(paths, new Set()).map(({ depth, name }) => `${depth} ${name}`)).toEqual([
      '0 scripts',
      '1 a',
      '2 z',
      '1 a.sh',
      '1 b.sh',
      '0 a.yaml',
      '0 b.yaml',
    ]);
  });

  it('leaves out what is in closed folders', () => {
    expect(fileRows(paths, new Set(['scripts'])).map(({ path }) => path)).toEqual(['scripts', 'a.yaml', 'b.yaml']);
  });
});

describe('a file that is moved', () => {
  const main = 'imports:\r\n  - a.yaml\r\n  - lib/a.yaml # not "a.yaml.old"\r\nx: {run: "a.yaml"}\r\n';
  const files = filesOf({ 'main.yaml': main, 'a.yaml': 'a', 'lib/a.yaml': 'b', 'lib/logo.png': null });

  it('is named in these places', () => {
    expect(usesOf(['a.yaml'], files)).toEqual([
      { file: 'main.yaml', line: 2, text: '- a.yaml' },
      { file: 'main.yaml', line: 4, text: 'x: {run: "a.yaml"}' },
    ]);
  });

  it('takes its names along, and nothing else changes', () => {
    const changes = moveFile(files, { from: 'a.yaml', to: 'base/types.yaml', follows: true });
    const text = main.replace('- a.yaml', '- base/types.yaml').replace('"a.yaml"', '"base/types.yaml"');
    expect(Object.keys(changes).toSorted()).toEqual(['a.yaml', 'base/types.yaml', 'main.yaml']);
    expect(changes['a.yaml']).toBeNull();
    expect(changes['main.yaml']).toMatchObject({ text, size: text.length });
  });

  it('leaves the texts alone when they are not to follow', () => {
    const changes = moveFile(files, { from: 'a.yaml', to: 'b.yaml', follows: false });
    expect(Object.keys(changes).toSorted()).toEqual(['a.yaml', 'b.yaml']);
  });

  it('is a folder with all that is in it', () => {
    expect(filesBelow('lib', files)).toEqual(['lib/a.yaml', 'lib/logo.png']);
    const changes = moveFile(files, { from: 'lib', to: 'shared/lib', follows: true });
    expect(changes['shared/lib/logo.png']).toMatchObject({ path: 'shared/lib/logo.png', text: null });
    expect(changes['lib/logo.png']).toBeNull();
    expect(changes['main.yaml']?.text).toContain('- shared/lib/a.yaml # not');
  });
});
