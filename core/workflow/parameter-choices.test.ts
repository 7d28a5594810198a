import { expect, it } from 'vitest';
import { choiceKindOf } from './parameter-choices.ts';

it.each<[mapping: string, parameter: string, declaration: { type?: string }, kind: string | null]>([
  ['cloudify.plugins.workflows.heal', 'node_instance_id', {}, 'node_instance'],
  ['cloudify.plugins.workflows.scale', 'delta', {}, null],
  ['own.workflow', 'node_id', {}, null],
  ['own.workflow', 'where', { type: 'node_id' }, 'node_id'],
  ['kube_plugin.workflows.kube_scale', 'master', {}, 'node_id'],
  ['kube_plugin.workflows.kube_scale', 'name', {}, 'node_id'],
  ['kube_plugin.workflows.kube_run', 'master', {}, 'node_id'],
  ['kube_plugin.workflows.kube_run', 'name', {}, null],
])('%s: the parameter %s names what it should', (operation, parameter, ...[declaration, kind]) => {
  expect(choiceKindOf({ operation }, parameter, declaration)).toBe(kind);
});
