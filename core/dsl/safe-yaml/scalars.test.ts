import { describe, expect, it } from 'vitest';
import { readPlainScalar, readTaggedScalar } from './scalars.ts';

/** Text, type, value: the YAML facts of dsl.md. */
const cases: [string, string, unknown][] = [
  ['yes', 'bool', true],
  ['Off', 'bool', false],
  ['TRUE', 'bool', true],
  ['y', 'string', 'y'],
  ['n', 'string', 'n'],
  ['yEs', 'string', 'yEs'],
  ['010', 'int', 8],
  ['08', 'string', '08'],
  ['0o10', 'string', '0o10'],
  ['0x1F', 'int', 31],
  ['0b101', 'int', 5],
  ['1_000', 'int', 1000],
  ['-12', 'int', -12],
  ['0', 'int', 0],
  ['1:30', 'int', 90],
  ['190:20:30', 'int', 685230],
  ['1:30.5', 'float', 90.5],
  ['1e3', 'string', '1e3'],
  ['1.5e3', 'string', '1.5e3'],
  ['1.0e+3', 'float', 1000],
  ['.5', 'float', 0.5],
  ['1.', 'float', 1],
  ['-1.25', 'float', -1.25],
  ['.inf', 'float', '.inf'],
  ['.NaN', 'float', '.NaN'],
  ['', 'null', null],
  ['~', 'null', null],
  ['Null', 'null', null],
  ['nULL', 'string', 'nULL'],
  ['2015-11-03', 'timestamp', '2015-11-03'],
  ['2015-11-03 10:11:12', 'timestamp', '2015-11-03T10:11:12'],
  ['1.2.3', 'string', '1.2.3'],
  ['10.0.0.1', 'string', '10.0.0.1'],
  ['-', 'string', '-'],
  ['+', 'string', '+'],
];

describe('readPlainScalar', () => {
  it.each(cases)('reads %j as %s', (text, type, value) => {
    expect(readPlainScalar(text)).toEqual({ type, value });
  });

  it('takes very long digits for text, at once', () => {
    const digits = '1'.repeat(1_000_000);
    expect(readPlainScalar(digits)).toEqual({ type: 'string', value: digits });
  });
});

describe('readTaggedScalar', () => {
  it('reads a text as its tag says', () => {
    expect(readTaggedScalar('str', '5')).toEqual({ type: 'string', value: '5' });
    expect(readTaggedScalar('int', '5')).toEqual({ type: 'int', value: 5 });
    expect(readTaggedScalar('float', '5')).toEqual({ type: 'float', value: 5 });
    expect(readTaggedScalar('bool', 'no')).toEqual({ type: 'bool', value: false });
  });

  it('refuses a text that does not fit, and tags it does not know', () => {
    expect(readTaggedScalar('int', 'five')).toBeNull();
    expect(readTaggedScalar('binary', 'AAAA')).toBeNull();
  });
});
