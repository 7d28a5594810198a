import { describe, expect, it } from 'vitest';
import { compareVersions, fitsVersion, versionNumbers } from './versions.ts';

describe('versionNumbers', () => {
  it.each([
    ['1.2', [1, 2]],
    ['v1.1.1', [1, 1, 1]],
    ['3.2.1-build', [3, 2, 1]],
    ['7.1.0.dev1', [7, 1, 0]],
    ['1.2.1m5', [1, 2, 1]],
  ])('reads %s', (text, numbers) => expect(versionNumbers(text)).toEqual(numbers));

  it.each(['master', '41b8fd6', 'HEAD', '12'])('takes %s for a name', (text) =>
    expect(versionNumbers(text)).toBeNull(),
  );
});

describe('compareVersions', () => {
  it.each([
    [[1, 2], [1, 2, 0], 0],
    [[1, 10], [1, 9], 1],
    [[1, 2], [1, 2, 1], -1],
  ])('of %j and %j', (a, b, sign) => expect(Math.sign(compareVersions(a, b))).toBe(sign));
});

describe('fitsVersion', () => {
  it.each([
    ['2.0.27', '2.0.27'],
    ['2.0', '2.0.0'],
    ['2.0.27', '==2.0.27'],
    ['2.0.27', '===2.0.27'],
    ['2.13.32', '>=2.7.0'],
    ['3.3.9', '>=3,<4'],
    ['3.3.9', '>= 3.0 , < 4.0'],
    ['2.13.32', '~=2.7'],
    ['2.13.32', '~=2.13.1'],
    ['2.13.32', '==2.*'],
    ['2.13.32', '!=2.12.*'],
    ['2.13.32', '!=2.13.31'],
    ['1.4', ''],
  ])('%s fits "%s"', (version, constraint) => expect(fitsVersion(version, constraint)).toBe(true));

  it.each([
    ['1.4.1', '1.4'],
    ['3.3.9', '>=3,<3.3'],
    ['2.13.32', '~=2.12.0'],
    ['3.0.0', '~=2.7'],
    ['2.13.32', '==1.*'],
    ['2.13.32', '!=2.*'],
    ['2.13.32', '<=2.*'],
    ['2.13.32', 'newest'],
    ['2016-04', '>=1'],
  ])('%s does not fit "%s"', (version, constraint) => expect(fitsVersion(version, constraint)).toBe(false));
});
