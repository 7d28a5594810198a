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
  const importer = { file: 'lib/mid.yaml', mainFile: 'blueprint.yaml', version: 3 };

  it('tries beside the importer, then the blueprint, then the product, with the variant for the version', () => {
    expect(importCandidates('x/types.yaml', importer)).toEqual([
      'lib/x/types.yaml',
      'x/types_1_3.yaml',
      'x/types.yaml',
      'resource:x/types_1_3.yaml',
      'resource:x/types.yaml',
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
