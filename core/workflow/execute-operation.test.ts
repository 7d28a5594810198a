import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../blueprint/json.ts';
import { WorkflowRefusal } from './definition.ts';
import type { WorkflowModel } from './model.ts';
import { plannedOperation, sketchModel } from './testing/model.ts';
import { performBuiltin } from './testing/perform.ts';
import { tellWorkflow } from './testing/story.ts';

const starting = 'cloudify.interfaces.lifecycle.start';
const operations = ['start', 'stop', 'pull'].map((name) => `cloudify.interfaces.lifecycle.${name}`);

/** c -> b -> a, all with the same operations. */
function chain(): WorkflowModel {
  return sketchModel({
    c: { operations, state: 'started', relationships: [{ target: 'b' }] },
    b: { operations, state: 'started', relationships: [{ target: 'a' }] },
    a: { operations, state: 'started' },
  });
}

function run(name: string, model: WorkflowModel, parameters: JsonObject) {
  return performBuiltin(name, model, { parameters });
}

async function operationsOf(name: string, model: WorkflowModel, parameters: JsonObject): Promise<string[]> {
  const story = tellWorkflow(await run(name, model, parameters));
  return story.filter((line) => line.startsWith('>')).map((line) => line.slice(2));
}

describe('execute_operation', () => {
  it('tells of the operation and its parameters on every instance that has it', async () => {
    const model = sketchModel({ web: { operations, state: 'started', instances: 2 }, other: {} });
    const parameters = { operation: starting, operation_kwargs: { port: 80, name: "it's", all: true, none: null } };
    expect(tellWorkflow(await run('execute_operation', model, parameters), 'web_2')).toEqual([
      `Starting operation ${starting} (Operation parameters: {'port': 80, 'name': "it's", 'all': True, 'none': None})`,
      '> web_2 lifecycle.start',
      `Finished operation ${starting}`,
    ]);
  });

  it('gives the parameters to the operation and changes no states', async () => {
    const model = chain();
    const done = await run('execute_operation', model, { operation: starting, operation_kwargs: { port: 80 } });
    const tasks = done.graphs.flatMap(({ tasks }) => tasks).filter((task) => task.kind === 'operation');
    expect(tasks).toHaveLength(3);
    for (const task of tasks) expect(task.inputs).toEqual({ port: 80 });
    expect(done.model).toEqual(model);
    expect(tellWorkflow(await run('execute_operation', model, { operation: starting }), 'a_1')[0]).toBe(
      `Starting operation ${starting}`,
    );
  });

  it('lets instances wait for each other only when it is told to', async () => {
    const free = await run('execute_operation', chain(), { operation: starting });
    expect(free.graphs[0]?.tasks.filter(({ dependencies, parent }) => !parent && dependencies.length > 0)).toEqual([]);
    const parameters = { operation: starting, run_by_dependency_order: true };
    expect(await operationsOf('execute_operation', chain(), parameters)).toEqual([
      'a_1 lifecycle.start',
      'b_1 lifecycle.start',
      'c_1 lifecycle.start',
    ]);
  });

  it('keeps the order through instances that are filtered out', async () => {
    const parameters = { operation: starting, run_by_dependency_order: true, node_ids: ['a', 'c'] };
    expect(await operationsOf('execute_operation', chain(), parameters)).toEqual([
      'a_1 lifecycle.start',
      'c_1 lifecycle.start',
    ]);
  });

  it('succeeds and does nothing when no instance has the operation', async () => {
    const done = await run('execute_operation', chain(), { operation: 'no.such' });
    expect(done).toMatchObject({ status: 'terminated', graphs: [{ tasks: [] }] });
  });

  it('refuses inputs that the blueprint gives already, unless they may be replaced', async () => {
    const model = chain();
    const planned = plannedOperation('run.start', { inputs: { port: 1 } });
    model.nodes.get('b')!.operations[starting] = planned;
    const parameters = { operation: starting, operation_kwargs: { port: 80, other: 1 }, allow_kwargs_override: null };
    await expect(run('execute_operation', model, parameters)).rejects.toThrow(
      /^Duplicate definition of port in operation properties and in kwargs.*node b.*allow_kwargs_override/s,
    );
    expect(await operationsOf('execute_operation', model, { ...parameters, allow_kwargs_override: true })).toHaveLength(
      3,
    );
    expect(await operationsOf('execute_operation', model, { ...parameters, node_ids: ['a'] })).toHaveLength(1);
  });

  it('refuses a missing operation and inputs that are no map', async () => {
    await expect(run('execute_operation', chain(), {})).rejects.toThrow(WorkflowRefusal);
    const parameters = { operation: starting, operation_kwargs: ['port'] };
    await expect(run('execute_operation', chain(), parameters)).rejects.toThrow(/"operation_kwargs" must be a map/);
  });

  it('says which names in the filters nothing has', async () => {
    const parameters = { operation: starting, node_ids: ['a', 'bb'], node_instance_ids: ['c_2'], type_names: ['x'] };
    const { says, status } = await run('execute_operation', chain(), parameters);
    expect(status).toBe('terminated');
    expect(says.map(({ text }) => text)).toEqual([
      'The deployment has no node "bb", so it is not selected.',
      'The deployment has no node instance "c_2", so it is not selected. Did you mean "c_1"?',
      'The deployment has no node type "x", so it is not selected.',
    ]);
  });
});

describe('workflows of one operation', () => {
  it.each(['start', 'stop', 'pull'])('%s goes from the targets to what depends on them', async (name) => {
    const parameters = { run_by_dependency_order: true, operation_parms: {} };
    expect(await operationsOf(name, chain(), parameters)).toEqual(
      ['a', 'b', 'c'].map((node) => `${node}_1 lifecycle.${name}`),
    );
  });

  it('take inputs in the place of those of the blueprint', async () => {
    const model = chain();
    model.nodes.get('b')!.operations['cloudify.interfaces.lifecycle.stop'] = plannedOperation('x', {
      inputs: { a: 1 },
    });
    const done = await run('stop', model, { operation_parms: { a: 2 } });
    expect(done.graphs[0]?.tasks.find((task) => task.kind === 'operation')).toMatchObject({ inputs: { a: 2 } });
  });

  it('restart stops everything before it starts anything', async () => {
    const parameters = { stop_parms: { a: 1 }, start_parms: { b: 2 }, run_by_dependency_order: true };
    const done = await run('restart', chain(), parameters);
    expect(await operationsOf('restart', chain(), parameters)).toEqual([
      ...['a', 'b', 'c'].map((node) => `${node}_1 lifecycle.stop`),
      ...['a', 'b', 'c'].map((node) => `${node}_1 lifecycle.start`),
    ]);
    const inputs = done.graphs.map(({ tasks }) => tasks.find((task) => task.kind === 'operation')?.inputs);
    expect(inputs).toEqual([{ a: 1 }, { b: 2 }]);
  });

  it('restart starts nothing when something could not be stopped', async () => {
    const done = await performBuiltin('restart', chain(), {
      outcome: () => ({ status: 'failed', error: { type: 'Error', message: 'no' }, recoverable: false }),
    });
    expect(done).toMatchObject({ status: 'failed', error: expect.stringContaining('no') });
    expect(done.graphs).toHaveLength(1);
  });
});
