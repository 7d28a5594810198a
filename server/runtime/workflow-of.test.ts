import { expect, test } from 'vitest';
import type { WorkflowDefinition } from '../../core/workflow/definition.ts';
import { findWorkflow } from './workflow-of.ts';

const own: WorkflowDefinition = { next: () => ({ kind: 'end', status: 'terminated' }) };
const plugins = new Map([
  ['plugin.dance', own],
  ['cloudify.plugins.workflows.install', own],
]);

test('the mapping decides, not the name; the built-in ones cannot be replaced', () => {
  const declared = {
    install: { operation: 'plugin.dance' },
    set_up: { operation: 'cloudify.plugins.workflows.install' },
    sing: { operation: 'plugin.sing' },
  };
  expect(findWorkflow(plugins, declared, 'install')).toBe(own);
  expect(findWorkflow(plugins, declared, 'set_up')).not.toBe(own);
  expect(findWorkflow(plugins, declared, 'set_up')).toBeDefined();
  expect(findWorkflow(plugins, declared, 'sing')).toBeUndefined();
  expect(findWorkflow(undefined, declared, 'install')).toBeUndefined();
});

test('an update goes on although the plan that it brought does not declare it', () => {
  expect(findWorkflow(plugins, {}, 'update')).toBeDefined();
  expect(findWorkflow(plugins, {}, 'toString')).toBeUndefined();
});
