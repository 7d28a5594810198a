import type { JsonObject } from '../../blueprint/json.ts';
import type { BuildOptions } from '../../workflow/build-options.ts';
import { buildCheckDrift, buildCheckStatus } from '../../workflow/checks.ts';
import { buildHeal } from '../../workflow/healing/heal-graph.ts';
import { buildInstall, buildUninstall } from '../../workflow/lifecycle-workflows.ts';
import type { TaskGraph } from '../../workflow/task-graph.ts';
import { sketchModel } from '../../workflow/testing/model.ts';
import { graphOf } from '../../workflow/testing/story.ts';
import type { CancelMode, Decision, EngineInput, EngineSettings, OperationOutcome } from '../protocol.ts';
import { failTimer } from '../protocol.ts';
import { remainingGraph } from '../remaining.ts';
import { failed, fatal, graph, operation, settings, succeeded } from './graphs.ts';
import { type InMemoryRun, runInMemory } from './in-memory-run.ts';

/** One run worth keeping: what an execution of this kind looks like, so that later versions must still understand it. */
export interface Scenario {
  name: string;
  graph: TaskGraph;
  settings: EngineSettings;
  run: InMemoryRun;
}

interface Story {
  /** Outcomes by `<instance> <operation> <attempt>` or `<task> <attempt>`; all others succeed, with a result where one is needed. */
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
  return [...installations(), ...interrupted(), ...undecided(), ...others(), ...checks(), ...resumed()];
}

function install(options: BuildOptions = {}): TaskGraph {
  return graphOf(buildInstall(shop('uninitialized'), {}, options));
}

function installations(): Scenario[] {
  return [
    play('install', install(), {
      outcomes: {
        'vm_1 get_state 1': { status: 'succeeded', result: false },
        'vm_1 get_state 2': { status: 'succeeded', result: true },
      },
    }),
    play('install-with-retries', install(), {
      settings: { parallel: 2 },
      outcomes: {
        'vm_1 get_state 1': { status: 'succeeded', result: 'ok' },
        'web_1 create 1': failed,
        'web_1 create 2': { status: 'retry', message: 'not yet', retryAfter: 3 },
        'db_1 start 1': failed,
      },
    }),
    play('install-fails', install(), { outcomes: { 'web_2 configure 1': fatal } }),
    play('install-fails-at-once', install(), {
      settings: { dialect: 'v3' },
      outcomes: { 'db_1 create 1': failed, 'web_2 configure 1': fatal },
    }),
    play('install-with-subgraph-retries', install({ subgraphRetries: 2 }), {
      outcomes: {
        'install/db_1/cloudify.interfaces.lifecycle.start 1': fatal,
        'install/reinstall-1/db_1/install/cloudify.interfaces.lifecycle.create 1': fatal,
      },
    }),
    play('install-out-of-subgraph-retries', install({ subgraphRetries: 1 }), {
      outcomes: { 'db_1 start 1': fatal, 'db_1 create 1': fatal },
    }),
    play('install-dry', install(), { settings: { dryRun: true } }),
  ];
}

function interrupted(): Scenario[] {
  const interruption = (mode: CancelMode) => (now: number) => ({ kind: 'cancel', mode, now }) as const;
  return [
    play('install-cancelled', install(), { interruptions: { 4: interruption('cancel') } }),
    play('install-killed', install(), {
      outcomes: { 'web_1 create 1': fatal },
      interruptions: { 5: interruption('kill') },
    }),
  ];
}

const createOfDatabase = 'install/db_1/cloudify.interfaces.lifecycle.create';

function lost(task: string, attempt: number): (now: number) => EngineInput {
  return (now) => ({ kind: 'undecided', task, attempt, reason: 'The host does not answer.', now });
}

function undecided(): Scenario[] {
  const decided = (task: string, decision: Decision) => (now: number) =>
    ({ kind: 'decide', task, decision, now }) as const;
  return [
    play('install-undecided', install(), {
      interruptions: {
        2: lost(createOfDatabase, 1),
        3: decided(createOfDatabase, 'retry'),
        4: lost(createOfDatabase, 2),
        5: decided(createOfDatabase, 'mark-done'),
      },
    }),
    play('decision-after-a-failure', graph(operation('a'), operation('b'), operation('c', { dependencies: ['a'] })), {
      outcomes: { 'b_i create 1': fatal },
      interruptions: {
        1: lost('a', 1),
        2: (now) => ({ kind: 'outcome', task: 'b', attempt: 1, outcome: fatal, now }),
        3: (now) => ({ kind: 'timer', task: failTimer, now: now + 600_000 }),
        4: decided('a', 'retry'),
      },
    }),
  ];
}

function others(): Scenario[] {
  const uninstall = (parameters: JsonObject) => graphOf(buildUninstall(shop('started'), parameters));
  return [
    play('uninstall-ignoring-failures', uninstall({ ignore_failure: true }), {
      outcomes: { 'web_1 stop 1': failed, 'db_1 delete 1': fatal },
    }),
    play('uninstall-of-one-node', uninstall({ node_ids: ['db'] }), {}),
  ];
}

function checks(): Scenario[] {
  const drift = 'cloudify.interfaces.relationship_lifecycle.check_drift';
  const model = sketchModel({
    web: {
      operations: ['heal', 'check_drift'].map((name) => `cloudify.interfaces.lifecycle.${name}`),
      relationships: [{ target: 'db', source: [drift], targetOperations: [drift] }],
      state: 'started',
    },
    db: { operations: ['cloudify.interfaces.validation.check_status'], state: 'started', instances: 2 },
  });
  const selected = new Set(model.instances);
  const order = { selected, isOrdered: true, ignoreFailure: false };
  return [
    play('check-status', graphOf(buildCheckStatus(model, order)), { outcomes: { 'db_2 check_status 1': failed } }),
    play('check-drift', graphOf(buildCheckDrift(model, { ...order, ignoreFailure: true })), {
      outcomes: { 'web_1 check_drift 1': { status: 'succeeded', result: { port: 81 } } },
    }),
    play('heal', graphOf(buildHeal(model, { selected, executionId: 'x1' })), { outcomes: { 'web_1 heal 1': fatal } }),
  ];
}

/** Each begins where an earlier run ended. */
function resumed(): Scenario[] {
  const from = ({ run }: Scenario, force: boolean) => remainingGraph(run.engine, { done: [], force });
  const find = (all: Scenario[], name: string) => all.find((one) => one.name === name) as Scenario;
  const forced = play('install-force-cancelled', install(), {
    interruptions: { 3: (now) => ({ kind: 'cancel', mode: 'force-cancel', now }) },
  });
  const outOfRetries = find(installations(), 'install-out-of-subgraph-retries');
  return [
    forced,
    play('resumed-after-failure', from(find(installations(), 'install-fails'), false), {}),
    play('resumed-after-cancel', from(find(interrupted(), 'install-cancelled'), false), {}),
    play('resumed-after-force-cancel', from(forced, false), { outcomes: { 'vm_1 get_state 1': failed } }),
    play('resumed-by-force', from(forced, true), { outcomes: { 'vm_1 get_state 2': failed } }),
    play('resumed-in-a-fallback', from(outOfRetries, false), {}),
  ];
}

function play(name: string, graph: TaskGraph, story: Story): Scenario {
  const ofRun = { ...settings, workflow: graph.name, ...story.settings };
  const run = runInMemory(graph, {
    settings: ofRun,
    outcome: (task, attempt) =>
      story.outcomes?.[`${task.id} ${attempt}`] ??
      story.outcomes?.[`${task.instance} ${task.operation.split('.').at(-1)} ${attempt}`] ??
      (task.retryWhileFalsy ? { status: 'succeeded', result: 1 } : succeeded),
    choose: () => 0,
    interrupt: (soFar, now) => story.interruptions?.[soFar.inputs.length]?.(now),
  });
  return { name, graph, settings: ofRun, run };
}
