import { describe, expect, it } from 'vitest';
import { importCandidates, joinLocation } from './location.ts';

describe('joinLocation', () => {
  it.each([
    ['', 'a.yaml', 'a.yaml'],
    ['d/', 'a.yaml', 'd/a.yaml'],
    ['d/e/', '../a.yaml', 'd/a.yaml'],
    ['d/', './x/./a.yaml', 'd/x/a.yaml'],
    ['http://host/x/y/', '../a.yaml', 'http://host/x/a.yaml'],
    ['resource:', 'cloudify/types/types.yaml', 'resource:cloudify/types/types.yaml'],
    ['a folder/', 'b+c.yaml', 'a folder/b+c.yaml'],
  ])('%j and %j', (folder, path, joined) => {
    expect(joinLocation(folder, path)).toBe(joined);
  });

  it.each([
    ['', '../a.yaml'],
    ['d/', '../../etc/passwd'],
    ['http://host/', '../a.yaml'],
  ])('does not lead out: %j and %j', (folder, path) => {
    expect(joinLocation(folder, path)).toBeNull();
  });
});

describe('importCandidates', () => {
  const importer = { file: 'lib/mid.yaml', folders: [''], version: 3 };

  it('tries beside the importer, then the blueprint, then the product, with the variant for the version', () => {
    expect(importCandidates('x/types.yaml', importer)).toEqual([
      'lib/x/types.yaml',
      'x/types_1_3.yaml',
      'x/types.yaml',
      'resource:x/types_1_3.yaml',
      'resource:x/types.yaml',
    ]);
  });

  it('looks for the folders in their order, and nowhere else when there are none', () => {
    expect(importCandidates('t.yaml', { ...importer, folders: ['bp/', 'other/'] })).toEqual([
      'lib/t.yaml',
      'bp/t_1_3.yaml',
      'bp/t.yaml',
      'other/t_1_3.yaml',
      'other/t.yaml',
      'resource:t_1_3.yaml',
      'resource:t.yaml',
    ]);
    expect(importCandidates('t', { ...importer, folders: [] })).toEqual(['lib/t', 'resource:t_1_3', 'resource:t']);
  });

  it('takes a path from the top as one, with the variant for the version first', () => {
    expect(importCandidates('/a/t.yaml', { ...importer, folders: [] })).toEqual([
      'a/t_1_3.yaml',
      'a/t.yaml',
      'resource:a/t_1_3.yaml',
      'resource:a/t.yaml',
    ]);
  });

  it('takes locations with a scheme as they are', () => {
    expect(importCandidates('http://host/types.yaml', importer)).toEqual(['http://host/types.yaml']);
    expect(importCandidates('plugin:p?version=1', importer)).toEqual(['plugin:p?version=1']);
  });

  it('never leaves the blueprint', () => {
    expect(importCandidates('../../../etc/passwd', importer)).toEqual([]);
  });
});
