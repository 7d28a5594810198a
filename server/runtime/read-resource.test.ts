import { describe, expect, it } from 'vitest';
import { readResource } from './read-resource.ts';

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
