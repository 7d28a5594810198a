import { readFileSync } from 'node:fs';
import { scriptOperations } from '../../plugins/script/operations.ts';
import { JournalContext } from './journal-context.ts';
import { aim, makeHosts, type TestHost } from './rig.ts';

/** What a test gives to this process, as a JSON file. */
export interface ChildTask {
  host: TestHost | null;
  key: JournalContext['key'];
  journal: string;
  script: string;
  /** State folder of this machine, for scripts without a host. */
  stateFolder: string;
}

// A server that runs one operation and can be killed at any time: node child.ts TASK.json
const task = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as ChildTask;
const context = new JournalContext(task.journal, task.key);
const nowhere: TestHost = { address: '127.0.0.1', port: 1, user: 'nobody', privateKey: '', fingerprint: '' };
aim(context, task.host ?? nowhere, task.script);
if (!task.host) context.executor = 'central_deployment_agent';
if (context.self) context.self.instance.runtimeProperties = context.restored;
const hosts = makeHosts({
  local: {
    environment: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: task.stateFolder },
    stateFolder: task.stateFolder,
  },
});
const operation = scriptOperations(hosts).get('script.script_runner.tasks.run');
try {
  const result = await operation?.(context);
  process.stdout.write(`${JSON.stringify({ result: result ?? null })}\n`);
} catch (error) {
  process.stdout.write(
    `${JSON.stringify({ error: error instanceof Error ? { name: error.name, message: error.message } : String(error) })}\n`,
  );
}
await hosts.close();
