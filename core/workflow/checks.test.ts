import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../blueprint/json.ts';
import type { OperationOutcome } from '../engine/protocol.ts';
import { buildCheckStatus } from './checks.ts';
import type { WorkflowModel } from './model.ts';
import type { OperationTask } from './task-graph.ts';
import { plannedOperation, sketchModel } from './testing/model.ts';
import { performBuiltin } from './testing/perform.ts';
import { graphOf, tellWorkflow } from './testing/story.ts';

const status = 'cloudify.interfaces.validation.check_status';
const nodeDrift = 'cloudify.interfaces.lifecycle.check_drift';
const linkDrift = ['cloudify.interfaces.relationship_lifecycle.check_drift'];
const broken: OperationOutcome = { status: 'failed', error: { type: 'Error', message: 'broken' }, recoverable: true };

interface Answers {
  parameters?: JsonObject;
  maxRetries?: number;
  outcome?(task: OperationTask, attempt: number): OperationOutcome;
}

function run(name: string, model: WorkflowModel, { parameters = {}, maxRetries = 5, outcome }: Answers = {}) {
  return performBuiltin(name, model, {
    parameters,
    settings: { maxRetries },
    ...(outcome ? { outcome } : {}),
  });
}

function propertiesOf(model: WorkflowModel, id: string): JsonObject {
  return model.instances.find((instance) => instance.id === id)!.systemProperties;
}

describe('check_status', () => {
  const model = sketchModel({
    web: { operations: [status], state: 'started', relationships: [{ target: 'db' }] },
    db: { operations: [status], state: 'started' },
    silent: { state: 'started' },
  });

  it('keeps what each instance answers and says nothing of it', async () => {
    const done = await run('check_status', model, { outcome: () => ({ status: 'succeeded', result: 'fine' }) });
    expect(propertiesOf(done.model, 'web_1')['status']).toMatchObject({
      ok: true,
      task: 'run.check_status',
      result: 'fine',
      timestamp: expect.stringMatching(/^\d{4}-/),
    });
    expect(propertiesOf(done.model, 'silent_1')).toEqual({});
    expect(tellWorkflow(done).filter((line) => !line.startsWith('>'))).toEqual([]);
  });

  it('fails when one of them does, after one attempt, and keeps the answer', async () => {
    const done = await run('check_status', model, {
      outcome: ({ instance }) => (instance === 'db_1' ? broken : { status: 'succeeded', result: null }),
    });
    expect(done.status).toBe('failed');
    expect(propertiesOf(done.model, 'db_1')['status']).toMatchObject({ ok: false, result: 'broken' });
    expect(done.runs[0]?.marks.filter(({ moment }) => moment === 'began')).toHaveLength(2);
  });

  it('keeps the answer before', async () => {
    const first = await run('check_status', model, { outcome: () => broken });
    const second = await run('check_status', first.model);
    expect(propertiesOf(second.model, 'db_1')).toMatchObject({ status: { ok: true }, previous_status: { ok: false } });
  });

  it('asks as often as its operation says', async () => {
    const patient = sketchModel({ web: { operations: [status], state: 'started' } });
    patient.nodes.get('web')!.operations[status] = plannedOperation('run.it', { max_retries: 2 });
    const again: OperationOutcome = { status: 'retry', message: 'again', retryAfter: 0 };
    const done = await run('check_status', patient, { outcome: () => again });
    expect(done.runs[0]?.marks.filter(({ moment }) => moment === 'began')).toHaveLength(3);
  });

  it('asks targets first only when it is told to', async () => {
    const free = await run('check_status', model);
    expect(free.graphs[0]?.tasks.flatMap(({ dependencies }) => dependencies)).toEqual([]);
    const ordered = await run('check_status', model, { parameters: { run_by_dependency_order: true } });
    const asked = tellWorkflow(ordered).filter((line) => line.startsWith('>'));
    expect(asked).toEqual(['> db_1 validation.check_status', '> web_1 validation.check_status']);
  });

  it('goes on after a failure that another workflow excuses', () => {
    const order = { selected: new Set(model.instances), isOrdered: false, ignoreFailure: true };
    const graph = graphOf(buildCheckStatus(model, order));
    expect(graph.tasks.map((task) => task.kind === 'operation' && task.ignoreFailure)).toEqual([true, true]);
  });
});

describe('check_drift', () => {
  const link = (target: string) => ({ target, source: linkDrift, targetOperations: linkDrift });
  const model = sketchModel({
    web: { operations: [nodeDrift], state: 'started', relationships: [link('db'), link('log')] },
    db: { operations: [nodeDrift], state: 'started' },
    log: { state: 'started', relationships: [link('db')] },
  });

  it('keeps what differs with the instance on whose side it was found', async () => {
    const done = await run('check_drift', model, {
      outcome: (task) => ({ status: 'succeeded', result: task.relationship?.side ?? 'own' }),
    });
    expect(propertiesOf(done.model, 'web_1')).toMatchObject({
      configuration_drift: { ok: true, result: 'own' },
      source_relationships_configuration_drift: { db_1: { result: 'source' }, log_1: { result: 'source' } },
    });
    expect(propertiesOf(done.model, 'db_1')).toMatchObject({
      configuration_drift: { result: 'own' },
      target_relationships_configuration_drift: { web_1: { result: 'target' }, log_1: { result: 'target' } },
    });
  });

  it('asks an instance before its relationships, both sides of them at once', async () => {
    const done = await run('check_drift', model);
    const tasks = done.graphs[0]?.tasks.filter((task) => task.kind === 'operation') ?? [];
    const links = tasks.filter((task) => task.relationship !== undefined && task.instance === 'web_1');
    expect(links).toHaveLength(4);
    for (const task of links) expect(task.dependencies).toEqual([`check_drift/web_1/${nodeDrift}`]);
  });

  it('lets instances wait for their targets, not for the relationships of those', async () => {
    const done = await run('check_drift', model, { parameters: { run_by_dependency_order: true } });
    const asked = tellWorkflow(done).filter((line) => line.startsWith('>'));
    expect(asked.indexOf(`> db_1 lifecycle.check_drift`)).toBe(0);
    const web = done.graphs[0]?.tasks.find(({ id }) => id === `check_drift/web_1/${nodeDrift}`);
    expect(web?.dependencies).toEqual([`check_drift/db_1/${nodeDrift}`, 'check_drift/log_1']);
  });

  it('fails at once when a check does', async () => {
    const done = await run('check_drift', model, { outcome: () => broken });
    expect(done.status).toBe('failed');
    expect(propertiesOf(done.model, 'db_1')['configuration_drift']).toMatchObject({ ok: false, result: 'broken' });
    const began = done.runs[0]?.marks.filter(({ moment }) => moment === 'began').map(({ task }) => task.id);
    expect(new Set(began).size).toBe(began?.length);
  });
});
