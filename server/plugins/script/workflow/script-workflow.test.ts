import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../../core/blueprint/json.ts';
import type { WorkflowDefinition } from '../../../../core/workflow/definition.ts';
import type { WorkflowModel } from '../../../../core/workflow/model.ts';
import { type NodeSketch, sketchModel } from '../../../../core/workflow/testing/model.ts';
import {
  effectsOf,
  type PerformanceOptions,
  performWorkflow,
  type WorkflowPerformance,
} from '../../../../core/workflow/testing/perform.ts';
import { createScriptWorkflow } from './script-workflow.ts';

const path = '/usr/local/bin:/usr/bin:/bin';
const create = 'cloudify.interfaces.lifecycle.create';
const start = 'cloudify.interfaces.lifecycle.start';
const establish = 'cloudify.interfaces.relationship_lifecycle.establish';

const sketches: Record<string, NodeSketch> = {
  web: {
    instances: 2,
    operations: [create, start],
    relationships: [{ target: 'data', source: [establish], targetOperations: [establish] }],
  },
  data: { operations: [create, start], properties: { size: 3 } },
};

function perform(
  lines: string,
  {
    parameters = {},
    ...options
  }: PerformanceOptions & { parameters?: JsonObject; definition?: WorkflowDefinition; model?: WorkflowModel } = {},
): Promise<WorkflowPerformance> {
  const script = `from cloudify.workflows import ctx, parameters\n${lines}`;
  const definition = options.definition ?? createScriptWorkflow({ path });
  return performWorkflow(definition, options.model ?? sketchModel(sketches), {
    ...options,
    parameters: { script_source: script, ...parameters },
  });
}

function ran({ runs }: WorkflowPerformance): string[] {
  return runs
    .flatMap((run) => run.commands.flat())
    .flatMap((command) =>
      command.kind === 'dispatch' ? [`${command.task.instance} ${command.task.operation.split('.').at(-1)}`] : [],
    );
}

function events({ runs }: WorkflowPerformance): string[] {
  return runs
    .flatMap(effectsOf)
    .flatMap((effect) => (effect.kind === 'event' ? [`${effect.type} ${effect.text}`] : []));
}

const failing = (operation: string): PerformanceOptions => ({
  outcome: (task) =>
    task.operation === operation
      ? { status: 'failed', error: { type: 'NonRecoverableError', message: 'It is broken.' }, recoverable: false }
      : { status: 'succeeded', result: `${task.instance} is done` },
});

describe('operations one by one', () => {
  it('gives their results back, and repeats none although the script runs again for each', async () => {
    const done = await perform(
      `
for instance in ctx.get_node('web').instances:
    print(instance.execute_operation('${create}').get())
    instance.execute_operation('${start}').get()
`,
      { outcome: (task) => ({ status: 'succeeded', result: `${task.instance} is done` }) },
    );
    expect(done.status).toBe('terminated');
    expect(ran(done)).toEqual(['web_1 create', 'web_1 start', 'web_2 create', 'web_2 start']);
    expect(done.says.map(({ text }) => text)).toEqual(['web_1 is done', 'web_2 is done']);
  });

  it('runs those that nobody waits for side by side at the end', async () => {
    const done = await perform(`
for instance in ctx.node_instances:
    instance.execute_operation('${create}')
`);
    expect(done.graphs).toHaveLength(1);
    expect(ran(done)).toEqual(['web_1 create', 'web_2 create', 'data_1 create']);
  });

  it('passes inputs', async () => {
    const done = await perform(
      `
ctx.get_node_instance('data_1').execute_operation('${create}', kwargs={'size': parameters.size, 'more': parameters['more']})
`,
      { parameters: { size: 4, more: [1, null] } },
    );
    expect(done.graphs[0]?.tasks[0]).toMatchObject({ inputs: { size: 4, more: [1, null] } });
  });

  it('lets inputs replace those that the blueprint declares only when that is meant', async () => {
    const model = sketchModel(sketches);
    const planned = model.nodes.get('data')?.operations[create];
    if (planned !== undefined) planned.inputs = { size: 3 };
    const call = (more: string) =>
      `ctx.get_node_instance('data_1').execute_operation('${create}', {'size': 4}${more}).get()`;
    const refused = await perform(call(''), { model });
    expect(refused).toMatchObject({ status: 'failed', error: expect.stringContaining('Duplicate definition of size') });
    const replaced = await perform(call(', allow_kwargs_override=True'), { model });
    expect(replaced.graphs[0]?.tasks[0]).toMatchObject({ inputs: { size: 4 } });
  });

  it('runs both sides of a relationship', async () => {
    const done = await perform(`
for relationship in ctx.get_node_instance('web_1').relationships:
    relationship.execute_source_operation('${establish}').get()
    relationship.execute_target_operation('${establish}').get()
`);
    const tasks = done.graphs.flatMap((graph) => graph.tasks);
    expect(tasks).toMatchObject([
      { instance: 'web_1', relationship: { index: 0, target: 'data_1', side: 'source' } },
      { instance: 'web_1', relationship: { index: 0, target: 'data_1', side: 'target' } },
    ]);
  });

  it('tells a failure as an exception that the script may catch', async () => {
    const done = await perform(
      `
try:
    ctx.get_node_instance('data_1').execute_operation('${create}').get()
except RuntimeError as error:
    ctx.logger.warning('caught: %s', error)
`,
      failing(create),
    );
    expect(done.status).toBe('terminated');
    expect(done.says).toEqual([{ kind: 'log', level: 'warning', text: 'caught: It is broken.' }]);
  });

  it('fails when an operation has failed and nobody looked at it', async () => {
    const done = await perform(`ctx.get_node_instance('data_1').execute_operation('${create}')`, failing(create));
    expect(done).toMatchObject({ status: 'failed', error: expect.stringContaining('It is broken.') });
  });
});

describe('graphs', () => {
  it('are carried out in the order that they give', async () => {
    const done = await perform(`
from cloudify.workflows.tasks_graph import forkjoin
graph = ctx.graph_mode()
sequence = graph.sequence()
web = [each for each in ctx.get_node('web').instances]
data = ctx.get_node_instance('data_1')
sequence.add(
    ctx.send_event('Begin'),
    data.set_state('creating'),
    forkjoin(*[each.execute_operation('${create}') for each in web]),
    data.execute_operation('${create}'),
    data.send_event('Data is there'))
last = graph.subgraph('last')
inner = last.sequence()
inner.add(web[0].execute_operation('${start}'), web[1].execute_operation('${start}'))
first = data.execute_operation('${start}')
graph.add_task(first)
graph.add_dependency(last, first)
graph.execute()
`);
    expect(done.status).toBe('terminated');
    const order = ran(done);
    expect(order).toHaveLength(6);
    expect(order.indexOf('data_1 create')).toBeGreaterThan(order.indexOf('web_2 create'));
    expect(order.indexOf('web_2 start')).toBeGreaterThan(order.indexOf('web_1 start'));
    expect(order.indexOf('web_1 start')).toBeGreaterThan(order.indexOf('data_1 start'));
    expect(events(done)).toEqual(expect.arrayContaining(['workflow_stage Begin', 'workflow_node_event Data is there']));
    expect(done.model.instances.find(({ id }) => id === 'data_1')?.state).toBe('creating');
  });

  it('fail as a whole with the reason', async () => {
    const done = await perform(
      `
graph = ctx.graph_mode()
graph.add_task(ctx.get_node_instance('data_1').execute_operation('${create}'))
graph.execute()
`,
      failing(create),
    );
    expect(done).toMatchObject({ status: 'failed', error: expect.stringContaining('It is broken.') });
  });

  it('go on over failures that are ignored', async () => {
    const done = await perform(
      `
from cloudify.workflows.tasks import HandlerResult
graph = ctx.graph_mode()
task = ctx.get_node_instance('data_1').execute_operation('${create}')
task.on_failure = lambda failed: HandlerResult.ignore()
graph.add_task(task)
graph.execute()
`,
      failing(create),
    );
    expect(done.status).toBe('terminated');
  });

  it('may install and remove instances as the built-in workflows do', async () => {
    const done = await perform(`
from cloudify.plugins import lifecycle
graph = ctx.graph_mode()
web = set(ctx.get_node('web').instances)
others = set(ctx.node_instances) - web
lifecycle.install_node_instances(graph, others, related_nodes=web)
lifecycle.reinstall_node_instances(graph, others)
`);
    expect(ran(done).filter((line) => line.includes('establish'))).toHaveLength(4);
    expect(done.model.instances.map(({ id, state }) => `${id} ${state}`)).toEqual([
      'web_1 uninitialized',
      'web_2 uninitialized',
      'data_1 started',
    ]);
  });
});

describe('what a script sees', () => {
  it('is the deployment as it was when it began, until it asks anew', async () => {
    const done = await perform(`
data = ctx.get_node_instance('data_1')
data.set_state('started').get()
print(data.state)
ctx.refresh_node_instances()
print(data.state, data.node.properties['size'], data.get_state().get())
print(ctx.execution_id, ctx.workflow_id, [each.id for each in ctx.nodes])
`);
    expect(done.says.map(({ text }) => text)).toEqual([
      'uninitialized',
      'started 3 started',
      "execution workflow ['web', 'data']",
    ]);
  });
});

describe('mistakes', () => {
  it.each([
    [
      'ctx.get_node_instance("data_1").execute_operation("no.such")',
      'no.such operation of node instance data_1 does not exist',
    ],
    ['raise ValueError("not today")', 'ValueError: not today'],
    ['def', 'SyntaxError'],
    ['ctx.execute_task("x")', 'WorkflowContext has no "execute_task" in workflow scripts'],
    ['ctx.get_node_instance("data_1").set_state("happy")', 'is not a state of node instances'],
    ['import sys; sys.exit(3)', 'The script ended with 3'],
    ['bytearray(4 * 1024 ** 3)', 'MemoryError'],
    ['import os; os._exit(7)', 'The workflow script died (exit code 7)'],
  ])('%s', async (lines, words) => {
    const done = await perform(lines).catch((fault: Error) => ({ status: 'failed', error: fault.message }));
    expect(done.status).toBe('failed');
    expect(done.error).toContain(words);
  });

  it('show where in the script they are', async () => {
    const done = await perform('def broken():\n    return 1 / 0\nbroken()');
    expect(done.says.at(-1)?.text).toMatch(/^Traceback.*script_source", line 3, in broken.*ZeroDivisionError/s);
  });

  it('end a script that runs on and on', async () => {
    const definition = createScriptWorkflow({ path, timeMs: 300 });
    await expect(perform('while True: pass', { definition })).rejects.toThrow('ran for more than 0.3 s');
  });

  it('end a script that asks for too much', async () => {
    const definition = createScriptWorkflow({ path, mostBytes: 1000 });
    await expect(perform('ctx.send_event("x" * 2000)', { definition })).rejects.toThrow('more than 1000 bytes');
  });

  it('are told when there is no Python', async () => {
    const definition = createScriptWorkflow({ path: '/nowhere' });
    await expect(perform('pass', { definition })).rejects.toThrow('need python3');
  });
});
