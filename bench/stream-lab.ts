import { setTimeout as delay } from 'node:timers/promises';
import type { ExecutionSummary } from '../server/api/contract.ts';
import type { Answer, TestClient } from '../server/testing/test-client.ts';
import { timeMark } from './stream-line.ts';

/** The lab's hosts of this benchmark, apart from those of a product that runs beside it. */
export const labNetwork = `127.${1 + (process.pid % 200)}.${1 + (Math.floor(process.pid / 200) % 250)}`;

/** How long the script waits until its first line, s: readers come first. */
const pause = 5;

/** Starts a script on a lab host, by SSH, that prints the time `rate` times a second, and returns its execution's id. */
export async function startPrinter(client: TestClient, { rate, seconds }: { rate: number; seconds: number }) {
  const script = `#!/usr/bin/perl
use Time::HiRes qw(time sleep);
$| = 1;
my $start = time() + ${pause};
for my $n (0 .. ${rate * seconds - 1}) {
  my $wait = $start + $n / ${rate} - time();
  sleep($wait) if $wait > 0;
  printf("${timeMark}%013d line %d\\n", time() * 1000, $n);
}
`;
  const uploaded = await client.mutate('blueprints.upload', { name: 'printer', text: blueprintOf(script) });
  const { blueprint } = uploaded.data as { blueprint?: { id: string } };
  if (blueprint === undefined) throw new Error(`The blueprint was refused: ${JSON.stringify(uploaded.data)}`);
  const made = await client.mutate('deployments.create', { blueprintId: blueprint.id, name: 'printer', inputs: {} });
  const deploymentId = idOf(made);
  return idOf(await client.mutate('executions.start', { deploymentId, workflow: 'install' }));
}

function idOf({ data, message }: Answer): string {
  const id = (data as { id?: string } | undefined)?.id;
  if (id === undefined) throw new Error(`The printer was refused: ${message ?? JSON.stringify(data)}`);
  return id;
}

/** Throws when the script did not do what it was to do. */
export async function waitForPrinter(client: TestClient, id: string): Promise<void> {
  for (;;) {
    const execution = (await client.query('executions.get', { id })).data as ExecutionSummary;
    if (execution.status === 'terminated') return;
    if (execution.endedAt !== null) throw new Error(`The execution ended as ${execution.status}: ${execution.error}`);
    await delay(200);
  }
}

/** Flow style: JSON is YAML. */
function blueprintOf(script: string): string {
  const create = {
    implementation: 'script.script_runner.tasks.run',
    inputs: { script_source: script },
    max_retries: 0,
  };
  const lifecycle = 'cloudify.interfaces.lifecycle';
  return JSON.stringify({
    tosca_definitions_version: 'cloudify_dsl_1_4',
    imports: ['cloudify/types/types.yaml'],
    node_templates: {
      printer: {
        type: 'cloudify.nodes.Compute',
        properties: {
          ip: `${labNetwork}.1`,
          agent_config: { user: 'lab', port: 7722, key: { get_secret: 'lab_ssh_key' } },
        },
        interfaces: { [lifecycle]: { create } },
      },
    },
  });
}
