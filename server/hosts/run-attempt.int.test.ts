import { afterAll, beforeAll, expect, test } from 'vitest';
import { NonRecoverableError, RecoverableError } from '../../core/ports/operation.ts';
import { waitUntil } from '../../e2e/hosts/commands.ts';
import type { SshHost, SshHosts } from '../../e2e/hosts/host.ts';
import { startSshHosts } from '../../e2e/hosts/ssh-hosts.ts';
import { scriptOperations } from '../plugins/script/operations.ts';
import { MemoryContext } from './testing/memory-context.ts';
import { aim, makeHosts } from './testing/rig.ts';

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
  return aim(new MemoryContext(), machines.hosts[0] as SshHost, script);
}

test('shows each line while the command still runs', async () => {
  const context = onHost('#!/bin/sh\necho first\nuntil [ -e ~/seen ]; do sleep 0.1; done\necho second\n');
  const first = new Promise<void>((resolve) => {
    context.onLine = () => resolve();
  });
  const running = operation(context);
  await first;
  // The command goes on only now.
  await operation(onHost('#!/bin/sh\ntouch ~/seen\n'));
  await running;
  expect(context.textOf('stdout')).toEqual(['first', 'second']);
});

test('keeps the streams apart, with the offset after each line', async () => {
  const context = onHost('#!/bin/sh\necho Grüße\necho oops >&2\nprintf "no newline"\n');
  await operation(context);
  expect(context.lines.filter((line) => line.stream === 'stdout').map(({ line, offset }) => [line, offset])).toEqual([
    ['Grüße', 8],
    ['no newline', 18],
  ]);
  expect(context.textOf('stderr')).toEqual(['oops']);
});

test('an exit code other than 0 is a ProcessException with both streams', async () => {
  const failure = operation(onHost('#!/bin/sh\necho out\necho err >&2\nexit 3\n'));
  await expect(failure).rejects.toThrow('command: run.sh, exit_code: 3, stdout: out, stderr: err');
  await expect(failure).rejects.toMatchObject({ name: 'ProcessException' });
  await expect(failure).rejects.toBeInstanceOf(RecoverableError);
});

test('passes inputs as environment, arguments and working folder', async () => {
  const context = onHost('#!/bin/sh\nprintf "%s|" "$text" "$map" "$none" "$yes" "$EXTRA" "$1" "$2" "$PWD"\n');
  const text = `it's "quoted" $HOME \`x\`\n\ttwo \\ lines ü`;
  context.inputs = {
    ...context.inputs,
    text,
    map: { a: 1, b: ['x'] },
    none: null,
    yes: true,
    process: { env: { EXTRA: 'e' }, args: ['one', 'two'], cwd: '/usr/share' },
  };
  await operation(context);
  expect(context.textOf('stdout').join('\n')).toBe(`${text}|{"a": 1, "b": ["x"]}|None|true|e|one|two|/usr/share|`);
});

test('the time limit ends the command on its host', async () => {
  const context = onHost('#!/bin/sh\necho started\nsleep 600\n');
  context.timeout = { seconds: 1, recoverable: false };
  const failure = operation(context);
  await expect(failure).rejects.toThrow('Process killed due to timeout of 1 seconds');
  await expect(failure).rejects.toBeInstanceOf(NonRecoverableError);
});

test('a stop ends the command and what it started, even what ignores it', async () => {
  const marker = 987_000 + Math.floor(Math.random() * 1000);
  const context = onHost(`#!/bin/sh\ntrap "" TERM\necho started\nsleep ${marker} & sleep ${marker}\n`);
  const running = operation(context);
  await waitUntil(() => context.lines.length > 0, { text: 'the command has started' });
  context.stop.abort();
  await expect(running).rejects.toThrow(/stopped/);
  const look = onHost(`#!/bin/sh\nps -eo args | grep -c "[s]leep ${marker}" || true\n`);
  await operation(look);
  expect(look.textOf('stdout')).toEqual(['0']);
});

/** Keeps what the durable context keeps in memory once lines are committed: nothing but a few. */
class CountingContext extends MemoryContext {
  count = 0;
  first = '';
  last = '';
  readonly gaps: string[] = [];

  override output(stream: 'stdout' | 'stderr', line: string, offset: number): void {
    this.progress.offsets[stream] = offset;
    this.count += 1;
    this.first ||= line;
    this.last = line;
    if (line.includes('left out')) this.gaps.push(line);
  }
}

test('200 MB of output: head and tail are kept, the rest is counted, memory stays bounded', async () => {
  const lines = 4_000_000;
  const script = `#!/bin/sh\nseq -f "%049.0f" 1 ${lines}\n`;
  const context = aim(new CountingContext(), machines.hosts[0] as SshHost, script);
  const before = process.memoryUsage().rss;
  let highest = before;
  const timer = setInterval(() => {
    highest = Math.max(highest, process.memoryUsage().rss);
  }, 20);
  await operation(context);
  clearInterval(timer);
  expect(context.first).toBe('1'.padStart(49, '0'));
  expect(context.last).toBe(`${lines}`.padStart(49, '0'));
  expect(context.gaps).toHaveLength(1);
  const left = Number(/^\[[\d,]+ lines, ([\d,]+) bytes/.exec(context.gaps[0]!)?.[1]?.replaceAll(',', ''));
  expect(left + (context.count - 1) * 50).toBe(lines * 50);
  expect(left).toBeGreaterThan(190_000_000);
  expect(highest - before).toBeLessThan(64 * 1024 * 1024);
});

test('one huge line is cut, and the lines after it come whole', async () => {
  const context = onHost('#!/bin/sh\nhead -c 300000 /dev/zero | tr "\\0" x\necho\necho after\n');
  await operation(context);
  const [huge, after] = context.textOf('stdout');
  expect(huge).toMatch(/^x{45056} \[238,560 bytes of this line are left out here\] x{16384}$/);
  expect(after).toBe('after');
});

test('50 operations at once on one machine', async () => {
  const contexts = Array.from({ length: 50 }, (_, index) => onHost(`#!/bin/sh\necho ${index}\n`));
  await Promise.all(contexts.map((context) => operation(context)));
  expect(contexts.map((context) => context.textOf('stdout'))).toEqual(contexts.map((_, index) => [`${index}`]));
});
