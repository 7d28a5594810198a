import { afterAll, beforeAll, expect, it } from 'vitest';
import { Detached, NonRecoverableError, type OperationFunction } from '../../../../core/ports/operation.ts';
import { readEvents } from '../../../../db/repositories/event.ts';
import { createTestDatabase, type TestDatabase } from '../../../../db/testing/create-test-database.ts';
import { requestResume } from '../../../runtime/requests.ts';
import { createSampleDeployment, startSample } from '../../../runtime/testing/sample-deployment.ts';
import { testRuntime, untilStatus } from '../../../runtime/testing/test-runtime.ts';
import { createScriptWorkflow } from './script-workflow.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const script = `from cloudify.workflows import ctx
app = next(ctx.node_instances)
print('first: %s' % app.execute_operation('cloudify.interfaces.lifecycle.create').get())
print('second: %s' % app.execute_operation('cloudify.interfaces.lifecycle.configure').get())
print('third: %s' % app.execute_operation('cloudify.interfaces.lifecycle.start').get())
`;
const app = { name: 'app', operations: { create: {}, configure: {}, start: {} } };
const workflow = createScriptWorkflow({ path: '/usr/local/bin:/usr/bin:/bin' });
const nameOf = (operation: string): string => operation.split('.').at(-1) ?? '';

function startScript(deploymentId: string): Promise<string> {
  const parameters = { script_source: script };
  return startSample(database.db, deploymentId, { workflow: 'custom', parameters });
}

it('goes on where another worker has stopped, and repeats no operation', async () => {
  const deploymentId = await createSampleDeployment(database.db, [app]);
  const ran: string[] = [];
  const under = Promise.withResolvers<void>();
  const stopping: OperationFunction = async ({ operation, detach }) => {
    ran.push(nameOf(operation));
    if (!operation.endsWith('configure')) return 'done';
    under.resolve();
    await new Promise<void>((resolve) => {
      detach.addEventListener('abort', () => resolve());
    });
    throw new Detached('the server stops');
  };
  const first = testRuntime(database, stopping, { workflow });
  await first.start();
  const id = await startScript(deploymentId);
  await under.promise;
  await first.stop();
  const going: OperationFunction = ({ operation, recovering }) => {
    ran.push(`${nameOf(operation)}${recovering ? ' again' : ''}`);
    return Promise.resolve('done');
  };
  const second = testRuntime(database, going, { workflow });
  await second.start();
  const row = await untilStatus(database, id).finally(() => second.stop());
  expect(row).toMatchObject({ status: 'terminated', error: null, totalOperations: 3, finishedOperations: 3 });
  expect(ran).toEqual(['create', 'configure', 'configure again', 'start']);
});

it('ends with the reason when an operation fails', async () => {
  const deploymentId = await createSampleDeployment(database.db, [app]);
  const ran: string[] = [];
  const failing: OperationFunction = ({ operation }) => {
    ran.push(nameOf(operation));
    if (operation.endsWith('configure')) return Promise.reject(new NonRecoverableError('It is broken.'));
    return Promise.resolve('done');
  };
  const runtime = testRuntime(database, failing, { workflow });
  await runtime.start();
  const row = await startScript(deploymentId)
    .then((id) => untilStatus(database, id))
    .finally(() => runtime.stop());
  expect(row).toMatchObject({ status: 'failed', error: expect.stringContaining('It is broken.') });
  expect(row.failedOperations).toMatchObject([{ instance: 'app_1', error: expect.stringContaining('It is broken.') }]);
  expect(ran).toEqual(['create', 'configure']);
});

it('is resumed with the results of what had ended well', async () => {
  const deploymentId = await createSampleDeployment(database.db, [app]);
  const ran: string[] = [];
  let isBroken = true;
  const run: OperationFunction = ({ operation }) => {
    const name = nameOf(operation);
    ran.push(name);
    if (name === 'configure' && isBroken) return Promise.reject(new NonRecoverableError('It is broken.'));
    return Promise.resolve(`${name} is done`);
  };
  const lines = ['create', 'configure'].map((name) => `app.execute_operation('cloudify.interfaces.lifecycle.${name}')`);
  const both = `from cloudify.workflows import ctx
app = next(ctx.node_instances)
tasks = [${lines.join(', ')}]
for task in tasks:
    print(task.get())
print(app.execute_operation('cloudify.interfaces.lifecycle.start').get())
`;
  const runtime = testRuntime(database, run, { workflow });
  await runtime.start();
  try {
    const id = await startSample(database.db, deploymentId, {
      workflow: 'custom',
      parameters: { script_source: both },
    });
    expect(await untilStatus(database, id)).toMatchObject({ status: 'failed' });
    isBroken = false;
    const request = { id, resume: { done: [], force: false } };
    expect(await database.db.transaction((tx) => requestResume(tx, request))).toEqual({ ok: true });
    expect(await untilStatus(database, id)).toMatchObject({ status: 'terminated', error: null });
    expect(ran).toEqual(['create', 'configure', 'configure', 'start']);
    const events = await readEvents(database.db, { executionId: id, after: 0, limit: 1000 });
    expect(events.filter(({ type, level }) => type === 'log' && level === 'info').map(({ text }) => text)).toEqual([
      'create is done',
      // Said once before the failure was met, once by the run that went on.
      'create is done',
      'configure is done',
      'start is done',
    ]);
  } finally {
    await runtime.stop();
  }
});
