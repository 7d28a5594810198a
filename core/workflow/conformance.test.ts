import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCatalogueReader } from '../../server/plugins/catalogue.ts';
import { compileBlueprint } from '../dsl/index.ts';
import type { OperationOutcome } from '../engine/protocol.ts';
import { type InMemoryRun, runInMemory } from '../engine/testing/in-memory-run.ts';
import { createDeploymentPlan } from '../plan/index.ts';
import type { PlanOperation } from '../plan/plan.ts';
import { findRelationship, type WorkflowInstance, type WorkflowModel } from './model.ts';
import type { NodeInstanceState, OperationTask } from './task-graph.ts';
import { graphOf } from './testing/story.ts';
import { buildInstall, buildReinstall, buildUninstall } from './workflows.ts';

const builders: Record<string, typeof buildInstall> = {
  install: buildInstall,
  uninstall: buildUninstall,
  reinstall: buildReinstall,
};

/* Runs of the reference engine, recorded; the folder's README says what a step demands. */

interface Step {
  workflow: string;
  parameters: Record<string, never>;
  options: { subgraph_retries?: number };
  operations: string[];
  attempts: Record<string, number>;
  guaranteed_order: [string, string][];
  errors: string[];
  final_states: Record<string, NodeInstanceState>;
}

interface Case {
  case: string;
  blueprint: string;
  defaults: { task_retries: number };
  steps: Step[];
}

const folder = join(import.meta.dirname, '../../../shared/conformance/workflows');
const orders = 12;

const cases: Case[] = existsSync(folder)
  ? readdirSync(join(folder, 'cases')).map((name) => JSON.parse(readFileSync(join(folder, 'cases', name), 'utf8')))
  : [];

/** Groups that scale together, and a graph that is rebuilt after a failure, come later. */
const laterBlueprints = ['blueprints/26_scaling_group.yaml'];

function isCovered(step: Step): boolean {
  return Object.hasOwn(builders, step.workflow) && !step.options.subgraph_retries;
}

/** The steps up to the first that is not covered: each builds on the one before. */
function coveredSteps({ steps, blueprint }: Case): Step[] {
  if (laterBlueprints.includes(blueprint)) return [];
  const end = steps.findIndex((step) => !isCovered(step));
  return end < 0 ? steps : steps.slice(0, end);
}

class Stage {
  model: WorkflowModel;
  readonly #names: ReadonlyMap<string, string>;
  readonly #attempts = new Map<string, number>();

  private constructor(model: WorkflowModel, names: ReadonlyMap<string, string>) {
    this.model = model;
    this.#names = names;
  }

  /** The same, before anything was done. */
  again(): Stage {
    return new Stage(this.model, this.#names);
  }

  static async open(blueprint: string): Promise<Stage> {
    const text = readFileSync(join(folder, blueprint), 'utf8');
    const catalogue = createCatalogueReader();
    const mainFile = 'blueprint.yaml';
    const { plan, diagnostics } = await compileBlueprint({
      mainFile,
      reader: {
        read: async (location) => (location === mainFile ? text : await catalogue.read(location)),
        exists: (location) => location === mainFile || catalogue.exists(location),
      },
    });
    if (!plan) throw new Error(JSON.stringify(diagnostics));
    let suffix = 0;
    const ids = { uuid: () => '', suffix: (length: number) => (suffix++).toString(36).padStart(length, '0') };
    const made = createDeploymentPlan(plan, { ids });
    if (!made.plan) throw new Error(JSON.stringify(made.problems));
    const counts = new Map<string, number>();
    const names = new Map<string, string>();
    const instances = made.plan.node_instances.map((instance): WorkflowInstance => {
      const count = (counts.get(instance.name) ?? 0) + 1;
      counts.set(instance.name, count);
      names.set(instance.id, `${instance.name}#${count}`);
      const { id, relationships } = instance;
      return {
        ...{ id, nodeName: instance.name, state: 'uninitialized', hostId: instance.host_id ?? null, relationships },
        ...{ scalingGroups: instance.scaling_groups ?? [], systemProperties: {} },
      };
    });
    const nodes = new Map(made.plan.nodes.map((node) => [node.id, node]));
    const rest = { dialect: 'v5', modification: null, update: null } as const;
    return new Stage({ nodes, instances, scalingGroups: made.plan.scaling_groups, ...rest }, names);
  }

  play(step: Step, retries: number, choose: (count: number) => number): InMemoryRun {
    const graph = graphOf(builders[step.workflow]!(this.model, step.parameters));
    const run = runInMemory(graph, {
      settings: { workflow: step.workflow, maxRetries: retries, retryInterval: 0, waitAfterFail: 600 },
      choose,
      outcome: (task) => this.#outcome(task),
    });
    const instances = this.model.instances.map((instance) => ({
      ...instance,
      state: run.states.get(instance.id) ?? instance.state,
    }));
    this.model = { ...this.model, instances };
    return run;
  }

  states(): Record<string, NodeInstanceState> {
    return Object.fromEntries(this.model.instances.map(({ id, state }) => [this.#name(id), state]));
  }

  label(task: OperationTask): string {
    const operation = task.operation.replace('cloudify.interfaces.', '');
    const own = this.#name(task.instance);
    if (!task.relationship) return `${own}.${operation}`;
    return `${own}->${this.#name(task.relationship.target)}.${operation}@${task.relationship.side}`;
  }

  #name(id: string): string {
    return this.#names.get(id) ?? id;
  }

  /** What the recorded test plugin does: fails a number of times in a given way, or reports a host ready after a while. */
  #outcome(task: OperationTask): OperationOutcome {
    const { operation, inputs } = this.#planned(task);
    const label = this.label(task);
    const count = (this.#attempts.get(label) ?? 0) + 1;
    this.#attempts.set(label, count);
    if (operation === 'tracer.host_state')
      return { status: 'succeeded', result: count >= Number(inputs['ready_after']) };
    if (count > Number(inputs['fail_times'] ?? 0)) return { status: 'succeeded', result: null };
    const kind = inputs['fail_kind'];
    if (kind === 'retry') return { status: 'retry', message: 'again', retryAfter: 0 };
    return { status: 'failed', error: { type: 'Error', message: 'boom' }, recoverable: kind !== 'nonrecoverable' };
  }

  #planned(task: OperationTask): PlanOperation {
    const instance = this.model.instances.find(({ id }) => id === task.instance)!;
    const node = this.model.nodes.get(instance.nodeName)!;
    if (!task.relationship) return node.operations[task.operation]!;
    const { target_name: target } = instance.relationships[task.relationship.index]!;
    return findRelationship(node, target)![`${task.relationship.side}_operations`][task.operation]!;
  }
}

interface Span {
  attempts: number;
  began: number;
  ended: number;
}

function spansOf(run: InMemoryRun, stage: Stage): Map<string, Span> {
  const spans = new Map<string, Span>();
  for (const [position, { moment, task }] of run.marks.entries()) {
    const label = stage.label(task);
    const span = spans.get(label) ?? { attempts: 0, began: position, ended: position };
    spans.set(label, { ...span, attempts: span.attempts + (moment === 'began' ? 1 : 0), ended: position });
  }
  return spans;
}

function expectStep(step: Step, run: InMemoryRun, stage: Stage): void {
  const spans = spansOf(run, stage);
  expect([...spans.keys()].sort()).toEqual([...step.operations].sort());
  for (const [label, { attempts }] of spans) expect(attempts, label).toBe(step.attempts[label] ?? 1);
  for (const [first, then] of step.guaranteed_order) {
    expect(spans.get(first)!.ended, `${first} before ${then}`).toBeLessThan(spans.get(then)!.began);
  }
  expect(stage.states()).toMatchObject(step.final_states);
  const hasFailed = step.errors.some((error) => error !== 'None');
  expect(run.engine.result?.status).toBe(hasFailed ? 'failed' : 'terminated');
}

/** A different order of events for each seed. */
function chooser(seed: number): (count: number) => number {
  let state = seed;
  return (count) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff;
    return state % count;
  };
}

describe.skipIf(cases.length === 0)('runs of the reference engine (../shared/conformance/workflows)', () => {
  it.each(cases.filter((one) => coveredSteps(one).length > 0).map((one) => [one.case, one] as const))(
    '%s',
    async (_, one) => {
      for (let seed = 1; seed <= orders; seed++) {
        const stage = await Stage.open(one.blueprint);
        for (const step of coveredSteps(one)) {
          expectStep(step, stage.play(step, one.defaults.task_retries, chooser(seed)), stage);
        }
      }
    },
  );
});
