import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntil } from '../../e2e/hosts/commands.ts';
import type { SshHost, SshHosts } from '../../e2e/hosts/host.ts';
import { startSshHosts } from '../../e2e/hosts/ssh-hosts.ts';
import { scriptOperations } from '../plugins/script/operations.ts';
import { type CuttingProxy, startCuttingProxy } from '../testing/cutting-proxy.ts';
import { MemoryContext } from './testing/memory-context.ts';
import { aim, makeHosts } from './testing/rig.ts';

/** 1,000 cuts take minutes (reliability.md P4): GANTRY_LONG_TESTS=1. */
const cuts = process.env['GANTRY_LONG_TESTS'] === '1' ? 1000 : 60;
const commands = 20;
let machines: SshHosts;
let proxy: CuttingProxy;

beforeAll(async () => {
  machines = await startSshHosts(1);
  const { address, port } = machines.hosts[0] as SshHost;
  proxy = await startCuttingProxy({ host: address, port });
});
afterAll(async () => {
  await proxy.close();
  await machines.close();
});

const openFiles = () => readdirSync('/proc/self/fd').length;

test(`${cuts} cut connections: every command goes on, no line is lost or doubled, nothing stays open`, {
  timeout: 900_000,
}, async () => {
  const hosts = makeHosts();
  const operation = scriptOperations(hosts).get('script.script_runner.tasks.run')!;
  const host = { ...(machines.hosts[0] as SshHost), address: '127.0.0.1', port: proxy.port };
  const before = openFiles();
  // A command ends when its home has the file; each line is as long as it takes.
  const script = `#!/bin/sh\ni=0; while [ ! -f "$HOME/cuts-are-over" ]; do i=$((i+1)); echo "line $i"; sleep 0.2; done; echo end\n`;
  const contexts = Array.from({ length: commands }, () => aim(new MemoryContext(), host, script));
  const running = contexts.map((context) => operation(context));
  for (let done = 0; done < cuts; done += commands) {
    const seen = contexts.map((context) => context.lines.length);
    await waitUntil(() => contexts.every((context, index) => context.lines.length > (seen[index] ?? 0)), {
      text: `each command is followed after ${done} cuts`,
      within: 60_000,
    });
    proxy.cut();
  }
  await operation(aim(new MemoryContext(), host, '#!/bin/sh\ntouch "$HOME/cuts-are-over"\n'));
  await Promise.all(running);
  for (const context of contexts) {
    const lines = context.textOf('stdout');
    expect(lines).toEqual([...lines.slice(0, -1).map((_, index) => `line ${index + 1}`), 'end']);
  }
  // The one that looks is followed itself, by a shell with two in the background. A host needs a moment to end the others.
  const look = [
    '#!/bin/sh',
    'rm "$HOME/cuts-are-over"',
    'for attempt in $(seq 300); do',
    '  left=$(ps -eo args | grep -c "[l]auncher follow")',
    '  [ "$left" -le 3 ] && break',
    '  sleep 0.1',
    'done',
    'echo "$left"',
  ].join('\n');
  const looking = aim(new MemoryContext(), host, look);
  await operation(looking);
  await hosts.close();
  expect(Number(looking.textOf('stdout')[0])).toBeLessThanOrEqual(3);
  await waitUntil(() => openFiles() <= before, { text: `${openFiles()} files are open, before there were ${before}` });
});
