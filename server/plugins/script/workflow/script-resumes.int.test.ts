import { afterAll, beforeAll, expect, it } from 'vitest';
import { Detached, NonRecoverableError, type OperationFunction } from '../../../../core/ports/operation.ts';
import { createTestDatabase, type TestDatabase } from '../../../../db/testing/create-test-database.ts';
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
