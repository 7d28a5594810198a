import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { Detached, UnknownOutcome } from '../../core/ports/operation.ts';
import { waitUntil } from '../../e2e/hosts/commands.ts';
import type { SshHost, SshHosts } from '../../e2e/hosts/host.ts';
import { startSshHosts } from '../../e2e/hosts/ssh-hosts.ts';
import { scriptOperations } from '../plugins/script/operations.ts';
import type { ChildTask } from './testing/child.ts';
import { readJournal } from './testing/journal-context.ts';
import { MemoryContext } from './testing/memory-context.ts';
import { aim, makeHosts } from './testing/rig.ts';

const childFile = new URL('./testing/child.ts', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'gantry-recovery-'));
const children: ChildProcess[] = [];
let machines: SshHosts;

beforeAll(async () => {
  machines = await startSshHosts(2);
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});
afterAll(async () => {
  await machines.close();
  rmSync(folder, { recursive: true });
});

class Server {
  readonly task: ChildTask;
  readonly #file: string;

  constructor(where: TestWhere, script: string) {
    const name = join(folder, randomUUID());
    this.#file = `${name}.json`;
    const key = { executionId: randomUUID(), taskId: 'install/app_abc123/create', attempt: 1 };
    const host = where === 'host' ? (machines.hosts[0] as SshHost) : null;
    this.task = { host, key, journal: `${name}.journal`, script, stateFolder: join(folder, 'state') };
    writeFileSync(this.#file, JSON.stringify(this.task));
  }

  start(): ChildProcess {
    const child = spawn(process.execPath, [childFile, this.#file], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    return child;
  }

  async kill(child: ChildProcess): Promise<void> {
    child.kill('SIGKILL');
    await waitUntil(() => child.signalCode !== null, { text: 'the server is dead' });
  }

  async finish(): Promise<{ result?: unknown; error?: { name: string; message: string } }> {
    const child = this.start();
    let text = '';
    for await (const chunk of child.stdout ?? []) text += String(chunk);
    return JSON.parse(text) as { result?: unknown };
  }

  lines(stream: 'stdout' | 'stderr' = 'stdout'): string[] {
    return readJournal(this.task.journal).flatMap(({ line }) => (line?.stream === stream ? [line.line] : []));
  }
}

type TestWhere = 'host' | 'here';

async function isThere(where: TestWhere, path: string): Promise<boolean> {
  if (where === 'here' || !machines.isolated) return existsSync(path);
  return (await machines.hosts[0]?.inside(`test -f ${path} && echo yes || true`)) === 'yes\n';
}

describe.each<TestWhere>(['host', 'here'])('a server that dies while a command runs (%s)', (where) => {
  test('the next one goes on: every line once, the command once', async () => {
    const witness = `witness-${randomUUID()}`;
    const server = new Server(
      where,
      `#!/bin/sh\necho run >>${where === 'host' ? '/tmp' : folder}/${witness}\ni=1; while [ $i -le 60 ]; do echo line $i; [ $((i % 5)) = 0 ] && echo err $i >&2; sleep 0.05; i=$((i+1)); done\nwc -l <${where === 'host' ? '/tmp' : folder}/${witness}\nexit 0\n`,
    );
    for (const share of [5, 15, 25, 40]) {
      const child = server.start();
      await waitUntil(() => server.lines().length >= share, { text: `${share} lines` });
      await server.kill(child);
    }
    expect(await server.finish()).toEqual({ result: null });
    expect(server.lines()).toEqual([...Array.from({ length: 60 }, (_, i) => `line ${i + 1}`), '1']);
    expect(server.lines('stderr')).toEqual(Array.from({ length: 12 }, (_, i) => `err ${(i + 1) * 5}`));
  });

  test('the exit code of a command that ended meanwhile is read', async () => {
    const marker = `${where === 'host' ? '/tmp' : folder}/ended-${randomUUID()}`;
    const server = new Server(where, `#!/bin/sh\necho begun\nsleep 1\necho ended\ntouch ${marker}\nexit 7\n`);
    const child = server.start();
    await waitUntil(() => server.lines().length > 0, { text: 'the command has begun' });
    await server.kill(child);
    await waitUntil(() => isThere(where, marker), { text: 'the command has ended' });
    const { error } = await server.finish();
    expect(error?.message).toContain('exit_code: 7');
    expect(server.lines()).toEqual(['begun', 'ended']);
  });

  test('a ctx request waits while no server is there, and is carried out once', async () => {
    const server = new Server(
      where,
      `#!/bin/sh\ni=1; while [ $i -le 12 ]; do ctx logger info "step $i"; ctx instance runtime-properties "k$i" "v$i"; echo "did $i"; i=$((i+1)); done\nctx returns done\n`,
    );
    for (const share of [1, 4, 8]) {
      const child = server.start();
      await waitUntil(() => server.lines().length >= share, { text: `${share} lines` });
      await server.kill(child);
    }
    expect(await server.finish()).toEqual({ result: 'done' });
    const journal = readJournal(server.task.journal);
    const steps = journal.flatMap(({ log }) => (log?.startsWith('step ') ? [log] : []));
    const twelve = Array.from({ length: 12 }, (_, i) => i + 1);
    expect(steps).toEqual(twelve.map((i) => `step ${i}`));
    expect(server.lines()).toEqual(twelve.map((i) => `did ${i}`));
    expect(journal.findLast(({ properties }) => properties)?.properties).toEqual(
      Object.fromEntries(twelve.map((i) => [`k${i}`, `v${i}`])),
    );
  });
});

describe('an attempt whose host forgot it', () => {
  const hosts = makeHosts({ reattachSeconds: 3 });
  const operation = scriptOperations(hosts).get('script.script_runner.tasks.run')!;
  afterAll(() => hosts.close());

  test('that left no trace is started', async () => {
    const context = aim(new MemoryContext(), machines.hosts[0] as SshHost, '#!/bin/sh\necho hello\n');
    context.recovering = true;
    await operation(context);
    expect(context.textOf('stdout')).toEqual(['hello']);
  });

  test('whose processes were killed from outside has an unknown outcome', async () => {
    const context = aim(new MemoryContext(), machines.hosts[0] as SshHost, '#!/bin/sh\necho $PPID\nexec sleep 60\n');
    const running = operation(context);
    running.catch(() => undefined);
    await waitUntil(() => context.lines.length > 0, { text: 'the command has begun' });
    const killer = aim(
      new MemoryContext(),
      machines.hosts[0] as SshHost,
      `#!/bin/sh\np=$(ps -o ppid= -p ${context.lines[0]!.line} | tr -d " ")\nkill -9 $p ${context.lines[0]!.line}\n`,
    );
    await operation(killer);
    await expect(running).rejects.toBeInstanceOf(UnknownOutcome);
    await expect(running).rejects.toThrow(/without an exit code/);
  });

  test('detaching lets the command go on', async () => {
    const context = aim(new MemoryContext(), machines.hosts[0] as SshHost, '#!/bin/sh\necho one\nsleep 1\necho two\n');
    const running = operation(context);
    running.catch(() => undefined);
    await waitUntil(() => context.lines.length > 0, { text: 'the command has begun' });
    context.letGo.abort();
    await expect(running).rejects.toBeInstanceOf(Detached);
    const next = aim(new MemoryContext(), machines.hosts[0] as SshHost, 'never started twice');
    next.key = context.key;
    next.recovering = true;
    next.progress = structuredClone(context.progress);
    await operation(next);
    expect(next.textOf('stdout')).toEqual(['two']);
  });

  test('a machine that is switched off has an unknown outcome after the time allowed', async () => {
    const machine = machines.hosts[1] as SshHost;
    const context = aim(new MemoryContext(), machine, '#!/bin/sh\necho one\nsleep 60\n');
    const running = operation(context);
    running.catch(() => undefined);
    await waitUntil(() => context.lines.length > 0, { text: 'the command has begun' });
    await machine.kill();
    await expect(running).rejects.toBeInstanceOf(UnknownOutcome);
    expect(context.logs.filter(({ level }) => level === 'warning')).toHaveLength(1);
  });
});
