import { expect, test } from 'vitest';
import { readScriptInputs } from './script-inputs.ts';

test('inputs become variables as in the reference, process.env goes last', () => {
  const { environment } = readScriptInputs({
    script_path: 'a.sh',
    ssl_cert_content: 'x',
    str_in: 'hello',
    int_in: 5,
    bool_in: true,
    null_in: null,
    float_in: 1.5,
    dict_in: { a: 1, b: ['x', 'y'] },
    list_in: [1, 'two'],
    process: { env: { EXTRA: 'e', str_in: 'overridden' } },
  });
  expect(environment).toEqual({
    str_in: 'overridden',
    int_in: '5',
    bool_in: 'true',
    null_in: 'None',
    float_in: '1.5',
    dict_in: '{"a": 1, "b": ["x", "y"]}',
    list_in: '[1, "two"]',
    EXTRA: 'e',
  });
});

test('the interpreter depends on the file name, unless it is given', () => {
  const prefix = (inputs: Parameters<typeof readScriptInputs>[0]) => readScriptInputs(inputs).commandPrefix;
  expect(prefix({ script_path: 'a.sh' })).toBeNull();
  expect(prefix({ script_path: 'a.py' })).toBe('python3');
  expect(prefix({ script_path: 'a.py', process: { eval_python: false } })).toBeNull();
  expect(prefix({ script_path: 'a.ps1' })).toBe('powershell');
  expect(prefix({ script_path: 'a.py', process: { command_prefix: 'sudo -E' } })).toBe('sudo -E');
});

test('inputs that make no sense are refused', () => {
  expect(() => readScriptInputs({})).toThrow('either script_path or script_source');
  expect(() => readScriptInputs({ script_path: 'a', script_source: 'b' })).toThrow(
    'either script_path or script_source',
  );
  expect(() => readScriptInputs({ script_path: 'a', process: [] })).toThrow('The input process must be a map.');
  expect(() => readScriptInputs({ script_path: 'a', process: { args: 'x' } })).toThrow(
    'The input process.args must be a list.',
  );
  expect(() => readScriptInputs({ script_path: 'a', process: { cwd: 5 } })).toThrow(
    'The input process.cwd must be a text.',
  );
});
