import { describe, expect, it } from 'vitest';
import { listResources, readResource } from './read-resource.ts';

describe('readResource', () => {
  const files: Record<string, string> = { 'scripts/a.sh': 'a', 'odd--name.sh': 'odd' };
  const read = async (path: string) => {
    const text = files[path];
    return text === undefined ? null : new TextEncoder().encode(text);
  };
  const textOf = async (path: string) => {
    const content = await readResource(read, path);
    return content === null ? null : new TextDecoder().decode(content);
  };

  it('finds files with and without the namespace of their definition', async () => {
    expect(await textOf('scripts/a.sh')).toBe('a');
    expect(await textOf('ns--scripts/a.sh')).toBe('a');
    expect(await textOf('outer--inner--scripts/a.sh')).toBe('a');
    expect(await textOf('odd--name.sh')).toBe('odd');
    expect(await textOf('ns--scripts/b.sh')).toBeNull();
    expect(await textOf('b.sh')).toBeNull();
  });
});

it('the files of a folder are those below it, also of one that was imported under a namespace', async () => {
  const files = ['a.txt', 'conf/a.txt', 'conf/sub/b.txt', 'confused/c.txt'];
  const below = (folder: string) => listResources(() => Promise.resolve(files), folder);
  expect(await below('conf')).toEqual(['conf/a.txt', 'conf/sub/b.txt']);
  expect(await below('./conf/')).toEqual(['conf/a.txt', 'conf/sub/b.txt']);
  expect(await below('ns--conf')).toEqual(['conf/a.txt', 'conf/sub/b.txt']);
  expect(await below('.')).toEqual(files);
  expect(await below('none')).toEqual([]);
});
