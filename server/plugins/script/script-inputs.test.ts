import { expect, test } from 'vitest';
import type { JsonObject } from '../../../core/blueprint/json.ts';
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

test('process settles ctx, logs and Python', () => {
  const read = (process: JsonObject) => readScriptInputs({ script_path: 'a', process });
  expect(read({})).toMatchObject({
    ctx: true,
    evalPython: null,
    logs: { stdout: true, stderr: true },
    mergeStderr: false,
  });
  expect(read({ ctx_proxy_type: 'none', log_stdout: false, stderr_to_stdout: true, eval_python: false })).toMatchObject(
    {
      ctx: false,
      evalPython: false,
      logs: { stdout: false, stderr: true },
      mergeStderr: true,
    },
  );
  expect(() => read({ ctx_proxy_type: 'zmq' })).toThrow('Unsupported proxy type: zmq');
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
