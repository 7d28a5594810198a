import { afterAll, beforeAll, expect, test } from 'vitest';
import { NonRecoverableError, OperationRetry } from '../../../core/ports/operation.ts';
import type { SshHost, SshHosts } from '../../../e2e/hosts/host.ts';
import { startSshHosts } from '../../../e2e/hosts/ssh-hosts.ts';
import { scriptOperations } from '../../plugins/script/operations.ts';
import { MemoryContext, nodeAndInstance } from '../testing/memory-context.ts';
import { aim, makeHosts } from '../testing/rig.ts';

let machines: SshHosts;
const hosts = makeHosts();
const operation = scriptOperations(hosts).get('script.script_runner.tasks.run')!;

beforeAll(async () => {
  machines = await startSshHosts(1);
});
afterAll(async () => {
  await hosts.close();
  await machines.close();
});

function onHost(script: string): MemoryContext {
  return aim(new MemoryContext(), machines.hosts[0] as SshHost, `#!/bin/sh\n${script}\n`);
}

/** What each command line prints, with its exit code. */
async function answers(context: MemoryContext, commands: string[]): Promise<string[]> {
  const script = commands.map((command) => `out=$(${command} 2>/tmp/err); printf "%s|%s\\n" "$out" $?`).join('\n');
  context.files.set('scripts/run.sh', `#!/bin/sh\n${script}\n`);
  await operation(context);
  return context.textOf('stdout');
}

test('reads what the node and the instance have', async () => {
  const context = onHost('');
  context.self!.node.properties = { port: 8081, flag: false, list: ['x', 1], map: { deep: [1, { z: 9 }] } };
  const { address } = machines.hosts[0]!;
  expect(
    await answers(context, [
      'ctx node id',
      'ctx node properties port',
      'ctx node properties flag',
      'ctx -j node properties flag',
      'ctx node properties',
      'ctx -j node properties map.deep[1]',
      'ctx node type-hierarchy',
      'ctx instance id',
      'ctx instance host-ip',
      'ctx operation retry-number',
      'ctx operation name',
      'ctx deployment id',
      'ctx workflow-id',
      'ctx type',
    ]),
  ).toEqual([
    'app|0',
    '8081|0',
    '|0',
    'false|0',
    `{'port': 8081, 'flag': False, 'list': ['x', 1], 'map': {'deep': [1, {'z': 9}]}}|0`,
    '{"z": 9}|0',
    `['cloudify.nodes.Root', 'cloudify.nodes.SoftwareComponent', 'cloudify.nodes.WebServer']|0`,
    'app_abc123|0',
    `${address}|0`,
    '|0',
    'cloudify.interfaces.lifecycle.create|0',
    'dep-id|0',
    'install|0',
    'node-instance|0',
  ]);
});

test('reads and writes runtime properties', async () => {
  const context = onHost('');
  const answered = await answers(context, [
    'ctx instance runtime-properties a 1',
    'ctx instance runtime-properties b @5',
    `ctx instance runtime-properties l '@[1,2,{"q":3}]'`,
    `ctx instance runtime-properties 'l[2].q'`,
    'ctx instance runtime-properties x.y.z @true',
    'ctx instance runtime-properties x',
    'ctx instance runtime-properties missing',
    'ctx instance runtime-properties pop a',
    `ctx instance runtime-properties text "$(printf 'two\\nlines \\\\ \\047ü')"`,
    'ctx instance runtime-properties text',
    'ctx -j instance runtime-properties',
  ]);
  expect(answered).toEqual([
    '|0',
    '|0',
    '|0',
    '3|0',
    '|0',
    `{'y': {'z': True}}|0`,
    '|1',
    '1|0',
    '|0',
    'two',
    `lines \\ 'ü|0`,
    String.raw`{"b": 5, "l": [1, 2, {"q": 3}], "x": {"y": {"z": true}}, "text": "two\nlines \\ '\u00fc"}|0`,
  ]);
  expect(context.writes.at(-1)?.value).toEqual({
    b: 5,
    l: [1, 2, { q: 3 }],
    x: { y: { z: true } },
    text: "two\nlines \\ 'ü",
  });
  expect(Object.keys(context.progress.requests)).toHaveLength(6);
});

test('writes log lines and events', async () => {
  const context = onHost(
    `ctx logger info 'hello  world'\nctx logger warn careful\nctx logger error "it's bad"\nctx send-event 'an event'`,
  );
  await operation(context);
  expect(context.logs.slice(1, -1)).toEqual([
    { level: 'info', text: 'hello  world' },
    { level: 'warning', text: 'careful' },
    { level: 'error', text: "it's bad" },
  ]);
  expect(context.events).toEqual(['an event']);
});

test('brings files of the blueprint to the host', async () => {
  const bytes = Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 256));
  const context = onHost(
    `f=$(ctx download-resource data/blob.bin)\nwc -c <"$f"; cksum <"$f" >/tmp/a\ncd /tmp && g=$(ctx download-resource data/blob.bin sub/copy.bin)\necho "$g"\ncksum <sub/copy.bin | cmp - /tmp/a && echo same\nctx download-resource no/such || echo "code $?"`,
  );
  context.files.set('data/blob.bin', bytes);
  await operation(context);
  expect(context.textOf('stdout')).toEqual(['100000', '/tmp/sub/copy.bin', 'same', 'code 1']);
  expect(context.textOf('stderr').at(-1)).toContain('404: Resource not found: no/such');
});

test('a relationship has a source and a target, both writable', async () => {
  const context = onHost('');
  context.source = nodeAndInstance('app', { port: 8081 });
  context.target = nodeAndInstance('db', { port: 5432 }, { from: 'db' });
  context.side = 'source';
  delete context.self;
  expect(
    await answers(context, [
      'ctx source node id',
      'ctx target node properties port',
      'ctx target instance runtime-properties from',
      'ctx source instance runtime-properties peer 10.0.0.2',
      'ctx target instance runtime-properties seen yes',
      'ctx type',
      'ctx instance id',
    ]),
  ).toEqual(['app|0', '5432|0', 'db|0', '|0', '|0', 'relationship-instance|0', '|1']);
  expect(context.writes).toEqual([
    { role: 'source', value: { peer: '10.0.0.2' } },
    { role: 'target', value: { from: 'db', seen: 'yes' } },
  ]);
});

test('returns, abort and retry decide how the operation ends', async () => {
  expect(await operation(onHost(`ctx returns '@[1, {"a": "b"}]'`))).toEqual([1, { a: 'b' }]);
  expect(await operation(onHost('ctx returns text'))).toBe('text');
  const aborted = operation(onHost('ctx abort-operation "giving up"; echo "rc=$?"'));
  await expect(aborted).rejects.toBeInstanceOf(NonRecoverableError);
  await expect(aborted).rejects.toThrow('giving up');
  const retried = operation(onHost('ctx retry-operation "wait more" @5'));
  await expect(retried).rejects.toBeInstanceOf(OperationRetry);
  await expect(retried).rejects.toMatchObject({ message: 'wait more', retryAfter: 5 });
  const twice = operation(onHost('ctx returns one; ctx returns two; echo "rc=$?"'));
  await expect(twice).rejects.toThrow('ctx may only abort or return once');
});

test('100 requests at once are all answered', async () => {
  const context = onHost(
    'i=1; while [ $i -le 100 ]; do ctx instance runtime-properties "k$i" "$i" & i=$((i+1)); done; wait; echo done',
  );
  await operation(context);
  expect(context.textOf('stdout')).toEqual(['done']);
  expect(Object.keys(context.writes.at(-1)?.value ?? {})).toHaveLength(100);
});
