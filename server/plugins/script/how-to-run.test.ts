import { expect, test } from 'vitest';
import type { JsonObject } from '../../../core/blueprint/json.ts';
import { howToRun } from './how-to-run.ts';
import { readScriptInputs } from './script-inputs.ts';

function lineOf(name: string, process: JsonObject, text = ''): string {
  const inputs = readScriptInputs({ script_path: name, process });
  return howToRun(inputs, { name, content: Buffer.from(text) }).commandLine('S');
}

const python = 'python3 -u "$GANTRY_CTX"/bin/python/run.py S';

test.each<[string, JsonObject, string]>([
  ['a.sh', {}, 'S'],
  ['a.sh', { args: ['one', 2] }, 'S one 2'],
  ['a.py', {}, python],
  ['a.PY', { args: ['x'] }, `${python} x`],
  ['a.py', { eval_python: false }, 'S'],
  ['a', { eval_python: true }, python],
  ['a.ps1', {}, 'powershell S'],
  ['a.py', { command_prefix: 'sudo -E' }, 'sudo -E S'],
  ['a.sh', { command_prefix: 'bash -x', args: ['y'] }, 'bash -x S y'],
])('%s with %j is started by its rule', (name, process, line) => {
  expect(lineOf(name, process)).toBe(line);
});

test('an inline script is asked whether it is Python', () => {
  const inputs = readScriptInputs({ script_source: 'x' });
  const { commandLine, hasModule } = howToRun(inputs, { name: 'script.sh', content: Buffer.from('x') });
  expect(commandLine('S')).toBe(
    `if python3 "$GANTRY_CTX"/bin/python/is_python.py S 2>/dev/null; then ${python}; else S; fi`,
  );
  expect(hasModule).toBe(true);
});

test('the module goes along where it is imported', () => {
  const has = (text: string) =>
    howToRun(readScriptInputs({ script_path: 'a' }), { name: 'a', content: Buffer.from(text) }).hasModule;
  expect(has('#!/usr/bin/env python3\nfrom cloudify import ctx\n')).toBe(true);
  expect(has('#!/bin/sh\necho cloudify\n')).toBe(false);
});
