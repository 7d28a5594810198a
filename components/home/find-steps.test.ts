import { expect, test } from 'vitest';
import { findSteps } from './find-steps.ts';

const nothing = { hosts: [], blueprints: [], deployment: null, installed: false };
const doneOf = (known: Parameters<typeof findSteps>[0]) =>
  findSteps(known).flatMap(({ id, done }) => (done ? [id] : []));

test('a new product has nothing done, and examples and demonstration hosts do not count', () => {
  const lab = { lab: true, checkedAt: null, checkError: null };
  expect(doneOf(nothing)).toEqual([]);
  const example = { id: 'x', example: true, deploymentCount: 0 };
  expect(doneOf({ ...nothing, hosts: [lab], blueprints: [example] })).toEqual([]);
});

test('each step ticks itself', () => {
  const host = { lab: false, checkedAt: null, checkError: null };
  expect(doneOf({ ...nothing, hosts: [host] })).toEqual(['host']);
  expect(doneOf({ ...nothing, hosts: [{ ...host, checkedAt: '2030-01-01', checkError: 'refused' }] })).toEqual([
    'host',
  ]);
  expect(doneOf({ ...nothing, hosts: [{ ...host, checkedAt: '2030-01-01' }] })).toEqual(['host', 'test']);
  expect(doneOf({ ...nothing, blueprints: [{ id: 'x', example: false, deploymentCount: 0 }] })).toEqual(['blueprint']);
  const deployment = { id: 'd', states: {}, lastExecution: null };
  expect(doneOf({ ...nothing, deployment, installed: true })).toEqual(['deploy', 'live']);
  expect(findSteps({ ...nothing, deployment }).at(-1)?.href).toBe('/deployments/d?run=install');
});
