import { describe, expect, it } from 'vitest';
import type { Ids } from '../../ports/ports.ts';
import { defaultRunLimits, type WorkflowDefinition, WorkflowRefusal } from '../definition.ts';
import type { WorkflowInstance, WorkflowModel } from '../model.ts';
import type { OperationTask, TaskGraph } from '../task-graph.ts';
import { plannedOperation, sketchModel } from '../testing/model.ts';
import { builtinWorkflows } from '../workflows.ts';
import { type PreviewRequest, previewRun, type RunPreview } from './preview-run.ts';

const lifecycle = 'cloudify.interfaces.lifecycle';

/** Keeps the texts themselves, so that a test sees in what two differ. */
function wholeText() {
  const texts: string[] = [];
  return { update: (text: string) => void texts.push(text), digest: () => texts.join('') };
}

function countingIds(prefix: string): Ids {
  let count = 0;
  return { uuid: () => `${prefix}${++count}`, suffix: () => `${prefix}${++count}` };
}

function preview(
  workflow: WorkflowDefinition,
  model: WorkflowModel,
  more: Partial<PreviewRequest> = {},
): Promise<RunPreview> {
  return previewRun({
    workflow,
    model,
    parameters: {},
    execution: { id: 'e', workflow: 'try' },
    settings: { workflow: 'try', maxRetries: 60, retryInterval: 15, waitAfterFail: 600, parallel: 200 },
    idsOf: () => countingIds('x'),
    limits: defaultRunLimits,
    createHash: wholeText,
    mostListed: 100,
    ...more,
  });
}

function builtin(name: string): WorkflowDefinition {
  const found = builtinWorkflows[`cloudify.plugins.workflows.${name}`];
  if (found === undefined) throw new Error(`no workflow ${name}`);
  return found;
}

const sketch = (state: WorkflowInstance['state'] = 'uninitialized') =>
  sketchModel({
    web: {
      state,
      operations: [`${lifecycle}.create`, `${lifecycle}.start`, `${lifecycle}.stop`],
      relationships: [
        {
          target: 'db',
          hierarchy: ['cloudify.relationships.depends_on'],
          properties: { connection_type: 'all_to_all' },
        },
      ],
    },
    db: { state, instances: 2, operations: [`${lifecycle}.create`, `${lifecycle}.stop`] },
    idle: { state },
  });

const steps = ({ operations }: RunPreview) =>
  operations.map(({ task }) => `${task.instance} ${task.operation.split('.').at(-1)}`);

describe('preview of a built-in workflow', () => {
  it('lists what an installation would run, in order', async () => {
    const found = await preview(builtin('install'), sketch());
    expect(steps(found)).toEqual(['db_1 create', 'db_2 create', 'web_1 create', 'web_1 start']);
    expect(found.totalOperations).toBe(4);
    const fate = { from: 'uninitialized', to: 'started', effect: 'add' };
    expect(found.instances).toEqual([
      { id: 'web_1', node: 'web', ...fate },
      { id: 'db_1', node: 'db', ...fate },
      { id: 'db_2', node: 'db', ...fate },
      { id: 'idle_1', node: 'idle', ...fate },
    ]);
  });

  it('colours what is removed, and what is taken through other states', async () => {
    const removed = await preview(builtin('uninstall'), sketch('started'));
    expect(steps(removed)[0]).toBe('web_1 stop');
    expect(new Set(removed.instances.map(({ effect }) => effect))).toEqual(new Set(['remove']));
    const again = await preview(builtin('reinstall'), sketch('started'));
    expect(again.instances.find(({ id }) => id === 'web_1')).toEqual({
      ...{ id: 'web_1', node: 'web', from: 'started', to: 'started', effect: 'change' },
    });
  });

  it('changes neither the model nor its own answer', async () => {
    const model = sketch();
    const before = structuredClone(model.instances);
    const [first, second] = [await preview(builtin('install'), model), await preview(builtin('install'), model)];
    expect(first.hash).toBe(second.hash);
    expect(model.instances).toEqual(before);
  });

  it('lists the first operations of many, and counts all in the hash', async () => {
    const few = { mostListed: 1 };
    const found = await preview(builtin('install'), sketch(), few);
    expect(steps(found)).toEqual(['db_1 create']);
    expect(found.totalOperations).toBe(4);
    const other = sketch();
    setInputs(other, { port: 80 });
    expect((await preview(builtin('install'), other, few)).hash).not.toBe(found.hash);
  });
});

function setInputs(model: WorkflowModel, inputs: { port: number }): void {
  const web = model.nodes.get('web');
  if (web !== undefined) web.operations[`${lifecycle}.start`] = plannedOperation('run.start', { inputs });
}

it('goes through thousands of instances', async () => {
  const many = sketchModel({ web: { instances: 2_000, operations: [`${lifecycle}.create`, `${lifecycle}.start`] } });
  const found = await preview(builtin('install'), many);
  expect(found).toMatchObject({ totalOperations: 4_000, instances: { length: 2_000 }, operations: { length: 100 } });
});

describe('the hash of a preview', () => {
  const hash = async (change: (model: WorkflowModel) => void = () => {}, more: Partial<PreviewRequest> = {}) => {
    const model = sketch();
    change(model);
    return (await preview(builtin('install'), model, more)).hash;
  };

  it('differs by inputs, retries, hosts, states and parameters', async () => {
    const plain = await hash();
    const web = (change: Partial<ReturnType<typeof plannedOperation>>) => (model: WorkflowModel) => {
      const node = model.nodes.get('web');
      if (node !== undefined) node.operations[`${lifecycle}.start`] = plannedOperation('run.start', change);
    };
    const hosted = (model: WorkflowModel) => {
      const first = model.instances[0];
      if (first !== undefined) first.hostId = 'db_1';
    };
    const started = (model: WorkflowModel) => {
      const last = model.instances.at(-2);
      if (last !== undefined) last.state = 'started';
    };
    const others = [
      await hash((model) => setInputs(model, { port: 80 })),
      await hash(web({ max_retries: 3 })),
      await hash(web({ timeout: 3 })),
      await hash(web({ plugin: 'other' })),
      await hash(hosted),
      await hash(started),
      await hash(undefined, { parameters: { node_ids: [] } }),
    ];
    expect(new Set([plain, ...others]).size).toBe(others.length + 1);
  });

  it('is that of equal inputs written in another order', async () => {
    const one = await hash((model) => setInputs(model, { port: 80, host: 'a' } as { port: number }));
    expect(await hash((model) => setInputs(model, { host: 'a', port: 80 } as { port: number }))).toBe(one);
  });
});

/** Adds an instance of `db` with a new id and runs an operation of it, then one of `web`. */
const growing: WorkflowDefinition = {
  next({ position, ids, model }) {
    if (position === 2)
      return { kind: 'end', status: 'terminated', changes: [{ kind: 'remove-instances', ids: ['db_1'] }] };
    if (position === 1) return { kind: 'graph', graph: graphOf(`heal_${model.instances[0]?.id}`, operation('web_1')) };
    const added: WorkflowInstance = { ...(model.instances[1] as WorkflowInstance), id: `db_${ids.suffix(6)}` };
    const graph = graphOf(`add_${added.id}`, operation(added.id));
    return { kind: 'graph', graph, changes: [{ kind: 'add-instances', instances: [added] }], isUncertain: true };
  },
};

function operation(instance: string): Omit<OperationTask, 'id'> {
  const name = `${lifecycle}.create`;
  return { kind: 'operation', dependencies: [], operation: name, instance, name: 'run.create' };
}

function graphOf(name: string, task: Omit<OperationTask, 'id'>): TaskGraph {
  return { name, tasks: [{ id: `${name}/${task.instance}/create`, ...task }] };
}

describe('preview of a workflow with several graphs', () => {
  it('follows the model from graph to graph', async () => {
    const found = await preview(growing, sketch());
    expect(found.operations.map(({ stage, task }) => [stage, task.instance])).toEqual([
      [0, 'db_x1'],
      [1, 'web_1'],
    ]);
    const fates = new Map(found.instances.map(({ id, effect }) => [id, effect]));
    expect(Object.fromEntries(fates)).toEqual({ db_1: 'remove', db_x1: 'add', web_1: 'touch' });
    expect(found.uncertain).toEqual([{ stage: 0, graph: 'add_db_x1' }]);
    expect(found.stages).toHaveLength(2);
  });

  it('shows what scaling adds, with the ids that the run gives', async () => {
    const model = sketch('started');
    const parameters = { scalable_entity_name: 'db', delta: 1 };
    const out = await preview(builtin('scale_entity'), model, { parameters, idsOf: (n) => countingIds(`a${n}`) });
    const added = out.instances.find(({ effect }) => effect === 'add');
    expect(added).toMatchObject({ node: 'db', from: 'uninitialized', to: 'started' });
    expect(steps(out)).toEqual([`${added?.id} create`]);
    const again = await preview(builtin('scale_entity'), model, { parameters, idsOf: (n) => countingIds(`b${n}`) });
    expect(again.hash).toBe(out.hash);
    const bigger = { parameters: { ...parameters, delta: 2 } };
    expect((await preview(builtin('scale_entity'), model, bigger)).hash).not.toBe(out.hash);
    const gone = await preview(builtin('scale_entity'), model, { parameters: { ...parameters, delta: -1 } });
    expect(gone.instances.filter(({ effect }) => effect === 'remove')).toHaveLength(1);
  });

  it('knows that a check may find something else', async () => {
    const model = sketchModel({
      web: { state: 'started', operations: ['cloudify.interfaces.validation.check_status'] },
    });
    const healing = await preview(builtin('auto_heal_reinstall_node_subgraph'), model);
    expect(healing.uncertain.length).toBeGreaterThan(0);
  });

  it('has the same hash whatever ids the new instances get', async () => {
    const [one, other] = await Promise.all(
      ['x', 'yy'].map((prefix) => preview(growing, sketch(), { idsOf: () => countingIds(prefix) })),
    );
    expect(one?.hash).toBe(other?.hash);
    expect(one?.hash).toContain('add_db+1/db+1/create');
  });

  it('tells why the run would fail', async () => {
    const failing: WorkflowDefinition = { next: () => ({ kind: 'end', status: 'failed', error: 'No room left.' }) };
    expect(await preview(failing, sketch())).toMatchObject({ problem: 'No room left.', totalOperations: 0 });
  });

  it('passes a refusal on', async () => {
    const refusing: WorkflowDefinition = {
      next() {
        throw new WorkflowRefusal('There is no such node.');
      },
    };
    await expect(preview(refusing, sketch())).rejects.toThrow(WorkflowRefusal);
  });

  it('tells a workflow that asks how its operations ended', async () => {
    const seen: unknown[] = [];
    const asking: WorkflowDefinition = {
      wantsResults: true,
      next({ position, results }) {
        seen.push([...(results?.entries() ?? [])]);
        return position === 1
          ? { kind: 'end', status: 'terminated' }
          : { kind: 'graph', graph: graphOf('one', operation('db_1')) };
      },
    };
    await preview(asking, sketch());
    expect(seen).toEqual([[], [['one/db_1/create', { status: 'succeeded', result: null }]]]);
  });

  it('ends the ones that do not', async () => {
    const endless: WorkflowDefinition = { next: () => ({ kind: 'graph', graph: { name: 'again', tasks: [] } }) };
    await expect(preview(endless, sketch())).rejects.toThrow('more than 1000 steps');
  });
});
