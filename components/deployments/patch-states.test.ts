import { expect, test } from 'vitest';
import type { DeploymentDetail, EventView, ExecutionSummary, TopologyNode } from '../../server/api/contract.ts';
import { deploymentStatus } from './deployment-status.ts';
import { patchStates } from './patch-states.ts';

function node(id: string): TopologyNode {
  const instance = { id: `${id}_1`, index: 1, state: 'creating' as const, failed: false };
  return { id, type: 'T', typeHierarchy: ['T'], parent: null, instances: [instance], defaultInstances: 1 };
}

const deployment: DeploymentDetail = {
  id: 'd',
  name: 'd',
  blueprint: { id: 'b', name: 'b', version: 1 },
  states: { creating: 2 },
  instanceCount: 2,
  lastExecution: null,
  createdAt: '',
  createdBy: null,
  inputs: {},
  outputs: [],
  topology: { nodes: [node('a'), node('b')], edges: [] },
  actions: [],
  offers: { scale: null, heal: null, operation: null },
  hasKubernetes: false,
  running: null,
};

function event(change: Partial<EventView>): EventView {
  return {
    seq: 1,
    at: '',
    type: 'log',
    level: null,
    instance: 'a_1',
    node: 'a',
    operation: null,
    task: null,
    attempt: null,
    text: '',
    stream: null,
    state: null,
    error: null,
    ...change,
  };
}

test('a change of state reaches its instance and the counts, and nothing else', () => {
  const after = patchStates(deployment, [event({ type: 'state_changed', state: 'created' })]);
  expect(after.topology.nodes[0]?.instances[0]?.state).toBe('created');
  expect(after.topology.nodes[1]).toBe(deployment.topology.nodes[1]);
  expect(after.states).toEqual({ creating: 1, created: 1 });
});

test('the last of several events counts; a new attempt takes the mark of the failure away', () => {
  const failed = patchStates(deployment, [event({ type: 'task_failed' })]);
  expect(failed.topology.nodes[0]?.instances[0]?.failed).toBe(true);
  const again = patchStates(failed, [event({ type: 'task_failed' }), event({ type: 'task_started' })]);
  expect(again.topology.nodes[0]?.instances[0]?.failed).toBe(false);
});

test('lines and unknown instances change nothing at all', () => {
  expect(patchStates(deployment, [event({ text: 'x' })])).toBe(deployment);
  expect(patchStates(deployment, [event({ type: 'state_changed', state: 'created', instance: 'zz' })])).toBe(
    deployment,
  );
});

function execution(status: ExecutionSummary['status'], workflow = 'install'): ExecutionSummary {
  return {
    id: 'e',
    deploymentId: 'd',
    deploymentName: 'd',
    workflow,
    dryRun: false,
    status,
    error: null,
    totalOperations: 1,
    finishedOperations: 0,
    lastSeq: 0,
    createdBy: null,
    createdAt: '',
    startedAt: null,
    endedAt: null,
    cancelAskedAt: null,
    undecided: [],
  };
}

test.each([
  [null, {}, 'Not installed'],
  [execution('started'), {}, 'Installing'],
  [execution('started', 'uninstall'), { started: 2 }, 'Uninstalling'],
  [execution('terminated'), { started: 2 }, 'Installed'],
  [execution('terminated'), { started: 1 }, '1 of 2 started'],
  [execution('failed'), { started: 1 }, 'Install failed'],
  [execution('cancelled'), {}, 'Install cancelled'],
  [execution('needs-decision'), {}, 'Needs a decision'],
] as const)('the status in one word', (lastExecution, states, label) => {
  expect(deploymentStatus({ lastExecution, states, instanceCount: 2 }).label).toBe(label);
});
