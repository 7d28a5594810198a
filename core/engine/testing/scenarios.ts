import type { GraphResult } from '../../workflow/definition.ts';
import { buildInstall, buildUninstall } from '../../workflow/lifecycle-workflows.ts';
import type { TaskGraph } from '../../workflow/task-graph.ts';
import { sketchModel } from '../../workflow/testing/model.ts';
import type { EngineInput, EngineSettings, OperationOutcome } from '../protocol.ts';
import { failed, fatal, settings, succeeded } from './graphs.ts';
import { type InMemoryRun, runInMemory } from './in-memory-run.ts';

/** One run worth keeping: what an execution of this kind looks like, so that later versions must still understand it. */
export interface Scenario {
  name: string;
  graph: TaskGraph;
  settings: EngineSettings;
  run: InMemoryRun;
}

interface Story {
  /** Outcomes by `<instance> <operation> <attempt>`; all others succeed. */
  outcomes?: Record<string, OperationOutcome>;
  /** Inputs that come in place of the next outcome, by the number of inputs before them. */
  interruptions?: Record<number, (now: number) => EngineInput>;
  settings?: Partial<EngineSettings>;
}

const lifecycle = ['create', 'configure', 'start', 'stop', 'delete'].map(
  (name) => `cloudify.interfaces.lifecycle.${name}`,
);
const links = ['preconfigure', 'postconfigure', 'establish', 'unlink'].map(
  (name) => `cloudify.interfaces.relationship_lifecycle.${name}`,
);
const host = ['cloudify.nodes.Root', 'cloudify.nodes.Compute'];

function shop(state: 'uninitialized' | 'started') {
  return sketchModel({
    vm: { hierarchy: host, operations: ['cloudify.interfaces.host.get_state'], state },
    web: {
      instances: 2,
      state,
      operations: lifecycle,
      relationships: [{ target: 'vm' }, { target: 'db', source: links, targetOperations: links }],
    },
    db: { operations: lifecycle, relationships: [{ target: 'vm' }], state },
  });
}

/** The scenarios, each run to its end. */
export function playScenarios(): Scenario[] {
  return [
    play('install', buildInstall(shop('uninitialized')), {
      outcomes: {
        'vm_1 get_state 1': { status: 'succeeded', result: false },
        'vm_1 get_state 2': { status: 'succeeded', result: true },
      },
    }),
    play('install-with-retries', buildInstall(shop('uninitialized')), {
      settings: { parallel: 2 },
      outcomes: {
        'vm_1 get_state 1': { status: 'succeeded', result: 'ok' },
        'web_1 create 1': failed,
        'web_1 create 2': { status: 'retry', message: 'not yet', retryAfter: 3 },
        'db_1 start 1': failed,
      },
    }),
    play('install-fails', buildInstall(shop('uninitialized')), {
      outcomes: { 'vm_1 get_state 1': { status: 'succeeded', result: 1 }, 'web_2 configure 1': fatal },
    }),
    play('install-cancelled', buildInstall(shop('uninitialized')), {
      outcomes: { 'vm_1 get_state 1': { status: 'succeeded', result: 1 } },
      interruptions: { 4: (now) => ({ kind: 'cancel', mode: 'cancel', now }) },
    }),
    play('install-killed', buildInstall(shop('uninitialized')), {
      outcomes: { 'vm_1 get_state 1': { status: 'succeeded', result: 1 }, 'web_1 create 1': fatal },
      interruptions: { 5: (now) => ({ kind: 'cancel', mode: 'kill', now }) },
    }),
    play('install-undecided', buildInstall(shop('uninitialized')), {
      outcomes: { 'vm_1 get_state 1': { status: 'succeeded', result: 1 } },
      interruptions: {
        2: (now) => ({
          kind: 'undecided',
          task: createOfDatabase,
          attempt: 1,
          reason: 'The host does not answer.',
          now,
        }),
        3: (now) => ({ kind: 'decide', task: createOfDatabase, decision: 'retry', now }),
        4: (now) => ({
          kind: 'undecided',
          task: createOfDatabase,
          attempt: 2,
          reason: 'The host does not answer.',
          now,
        }),
        5: (now) => ({ kind: 'decide', task: createOfDatabase, decision: 'mark-done', now }),
      },
    }),
    play('uninstall-ignoring-failures', buildUninstall(shop('started'), { ignore_failure: true }), {
      outcomes: { 'web_1 stop 1': failed, 'db_1 delete 1': fatal },
    }),
    play('uninstall-of-one-node', buildUninstall(shop('started'), { node_ids: ['db'] }), {}),
  ];
}

const createOfDatabase = 'install/db_1/cloudify.interfaces.lifecycle.create';

function play(name: string, built: GraphResult, story: Story): Scenario {
  if (!built.ok) throw new Error(built.message);
  const { graph } = built;
  const workflow = graph.name;
  const ofRun = { ...settings, workflow, ...story.settings };
  const run = runInMemory(graph, {
    settings: ofRun,
    outcome: (task, attempt) =>
      story.outcomes?.[`${task.instance} ${task.operation.split('.').at(-1)} ${attempt}`] ?? succeeded,
    choose: () => 0,
    interrupt: (soFar, now) => story.interruptions?.[soFar.inputs.length]?.(now),
  });
  return { name, graph, settings: ofRun, run };
}
