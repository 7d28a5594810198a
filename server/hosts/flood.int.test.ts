import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { waitUntil } from '../../e2e/hosts/commands.ts';
import { scriptOperations } from '../plugins/script/operations.ts';
import { headLimit, tailLimit } from './output-limits.ts';
import { MemoryContext, type SaidLine } from './testing/memory-context.ts';
import { aim, makeHosts, type TestHost } from './testing/rig.ts';

const folder = mkdtempSync(join(tmpdir(), 'gantry-flood-'));
const stateFolder = join(folder, 'state', 'run');
const nowhere: TestHost = { address: '127.0.0.1', port: 1, user: 'x', privateKey: '', fingerprint: '' };
const hosts = makeHosts({ local: { environment: { PATH: '/usr/bin:/bin', HOME: folder }, stateFolder } });
const operation = scriptOperations(hosts).get('script.script_runner.tasks.run')!;

afterAll(async () => {
  await hosts.close();
  rmSync(folder, { recursive: true });
});

function here<T extends MemoryContext>(context: T, script: string): T {
  aim(context, nowhere, `#!/bin/sh\n${script}\n`);
  context.executor = 'central_deployment_agent';
  return context;
}

/** Bytes that an attempt's output takes on the disk. */
function roomOf(context: MemoryContext, stream: 'out' | 'err' = 'out'): number {
  const attempt = readdirSync(stateFolder).find((name) => name.startsWith(context.key.executionId));
  const path = execFileSync('find', [join(stateFolder, attempt ?? 'none'), '-name', stream], { encoding: 'utf8' });
  return statSync(path.trim()).blocks * 512;
}

/** Keeps of the lines what the tests compare. */
class CountingContext extends MemoryContext {
  readonly gaps: string[] = [];
  count = 0;
  bytes = 0;
  last: SaidLine | undefined;

  override output(stream: 'stdout' | 'stderr', line: string, offset: number): void {
    this.progress.offsets[stream] = offset;
    this.last = { stream, line, offset, at: performance.now() };
    if (line.includes('left out here')) this.gaps.push(line);
    else {
      this.count += 1;
      this.bytes += Buffer.byteLength(line) + 1;
    }
  }
}

function figuresOf(gap = ''): { lines: number; bytes: number } {
  const [lines = 0, bytes = 0] = [...gap.matchAll(/\d[\d,]*/g)].map(([figure]) => Number(figure.replaceAll(',', '')));
  return { lines, bytes };
}

test('300 MB: every line is shown or counted, and what is left out takes no room on the host', async () => {
  const lines = 3_000_000;
  const script = `seq -f "%099.0f" 1 ${lines}; while [ ! -f "$HOME/go" ]; do sleep 0.05; done; rm "$HOME/go"; echo end`;
  const context = here(new CountingContext(), script);
  const running = operation(context);
  await waitUntil(() => context.count > 1000, { text: 'the command has begun' });
  await waitUntil(() => roomOf(context) < headLimit + tailLimit + 8 * 1024 * 1024 && context.count > 10_000, {
    text: 'the room is given back while the command runs',
  });
  await operation(here(new MemoryContext(), 'touch "$HOME/go"'));
  await running;
  expect(context.last?.line).toBe('end');
  expect(context.gaps).toHaveLength(1);
  const left = figuresOf(context.gaps[0]);
  expect(left.lines + context.count).toBe(lines + 1);
  expect(left.bytes + context.bytes).toBe(lines * 100 + 4);
  expect(context.bytes).toBeGreaterThan(headLimit + tailLimit - 200);
  expect(context.bytes).toBeLessThanOrEqual(headLimit + tailLimit);
});

test('one line of 200 MB is one line, with its beginning and its end', async () => {
  const context = here(new MemoryContext(), `printf begin; head -c 200000000 /dev/zero | tr '\\0' x; printf end`);
  await operation(context);
  const [line, ...others] = context.textOf('stdout');
  expect(others).toEqual([]);
  expect(line).toMatch(/^beginx+ \[199,938,568 bytes of this line are left out here\] x+end$/);
  expect(context.lines[0]?.offset).toBe(200_000_008);
});

test('50 MB of random bytes on both streams end well', async () => {
  const script = 'head -c 50000000 /dev/urandom; head -c 50000000 /dev/urandom >&2';
  const context = here(new CountingContext(), script);
  await operation(context);
  expect(context.gaps).toHaveLength(2);
  expect(context.progress.offsets).toEqual({ stdout: 50_000_000, stderr: 50_000_000 });
});

test('servers that come and go see the same lines and the same gap', async () => {
  const lines = 1_000_000;
  const script = `seq -f "%099.0f" 1 4000; sleep 0.3; seq -f "%099.0f" 4001 ${lines}`;
  const first = here(new CountingContext(), script);
  const contexts = [first];
  let current = first;
  for (const share of [1000, 3000, 9000, 20_000]) {
    const running = operation(current);
    running.catch(() => undefined);
    const { count } = current;
    await waitUntil(() => current.count >= Math.max(count, share) || current.last?.offset === lines * 100, {
      text: `${share} lines`,
    });
    current.letGo.abort();
    await running.catch(() => undefined);
    const next = here(new CountingContext(), 'never started');
    Object.assign(next, { key: first.key, recovering: true, progress: structuredClone(current.progress) });
    next.count = current.count;
    next.bytes = current.bytes;
    next.gaps.push(...current.gaps);
    contexts.push(next);
    current = next;
  }
  await operation(current);
  expect(current.gaps).toHaveLength(1);
  const left = figuresOf(current.gaps[0]);
  expect([left.lines + current.count, left.bytes + current.bytes]).toEqual([lines, lines * 100]);
  expect(current.progress.offsets.stdout).toBe(lines * 100);
});
