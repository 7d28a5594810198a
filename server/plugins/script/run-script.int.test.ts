import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../../core/blueprint/json.ts';
import { NonRecoverableError, OperationRetry, RecoverableError } from '../../../core/ports/operation.ts';
import type { SshHost, SshHosts } from '../../../e2e/hosts/host.ts';
import { startSshHosts } from '../../../e2e/hosts/ssh-hosts.ts';
import { MemoryContext, nodeAndInstance } from '../../hosts/testing/memory-context.ts';
import { aim, makeHosts } from '../../hosts/testing/rig.ts';
import { scriptOperations } from './operations.ts';

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

/** An operation on a node with one relationship, whose host is the machine. */
function makeContext(name: string, script: string, inputs: JsonObject = {}): MemoryContext {
  const context = aim(new MemoryContext(), machines.hosts[0] as SshHost, '');
  context.files.set(name, script);
  context.inputs = { script_path: name, ...inputs };
  const database = nodeAndInstance('db', { port: 5432 }, { url: 'db://x' });
  context.others.set(database.instance.id, database);
  if (context.host) context.others.set(context.host.instance.id, context.host);
  Object.assign(context.self?.instance ?? {}, {
    relationships: [{ type: 'connected', target_name: 'db', target_id: database.instance.id }],
  });
  return context;
}

describe.each(['central_deployment_agent', 'host_agent'] as const)('a script by %s', (executor) => {
  const run = (context: MemoryContext): Promise<Json> => {
    context.executor = executor;
    return operation(context) as Promise<Json>;
  };

  test('in Python works with its context', async () => {
    const context = makeContext(
      'a.py',
      `
from cloudify import ctx
from cloudify.state import ctx_parameters as inputs
from cloudify.manager import get_rest_client

ctx.logger.info('port %s', ctx.node.properties['port'])
props = ctx.instance.runtime_properties
props['list'] = [1]
props['list'].append({'deep': True})
props['text'] = "it's \\u00fc"
target = ctx.instance.relationships[0].target
ctx.returns({'input': inputs['number'], 'same': inputs.number, 'target': target.node.name,
             'url': target.instance.runtime_properties['url'], 'secret': get_rest_client().secrets.get('s').value,
             'main': __name__, 'type': ctx.type})
ctx.send_event('event')
print('printed')
try:
    ctx.node.properties['port'] = 1
except Exception as error:
    print(type(error).__name__)
try:
    props['missing']
except KeyError:
    print('KeyError')
with open(ctx.download_resource('a.py')) as file:
    print(file.read().count('download'))
`,
      { number: 5 },
    );
    context.secrets.set('s', 'hush');
    expect(await run(context)).toEqual({
      ...{ input: 5, same: 5, target: 'db', url: 'db://x', secret: 'hush', main: '__main__', type: 'node-instance' },
    });
    expect(context.writes).toEqual([{ role: 'self', value: { list: [1, { deep: true }], text: "it's ü" } }]);
    expect(context.textOf('stdout')).toEqual(['printed', 'NonRecoverableError', 'KeyError', '2']);
    expect(context.events).toEqual(['event']);
    const logged = context.logs.map(({ text }) => text);
    expect(logged).toEqual([
      expect.stringMatching(/^Process created, PID: \d+$/),
      'port 8081',
      expect.stringMatching(/^Execution done \(PID=\d+, return_code=0\): a\.py$/),
    ]);
  });

  test('in Python writes to both sides of a relationship', async () => {
    const context = makeContext(
      'a.py',
      `
from cloudify import ctx
from cloudify.state import ctx_parameters
ctx.source.instance.runtime_properties['peer'] = ctx.target.node.properties['port']
ctx.target.instance.runtime_properties.update({'long': len(ctx_parameters['long'])})
print(ctx.type, ctx.operation.relationship)
ctx.instance
`,
      { long: 'x'.repeat(200_000) },
    );
    context.source = nodeAndInstance('app', {});
    context.target = nodeAndInstance('db', { port: 5432 }, { from: 'db' });
    context.side = 'target';
    delete context.self;
    await expect(run(context)).rejects.toThrow('ctx.node/ctx.instance can only be used in a node-instance context');
    expect(context.writes).toEqual([
      { role: 'target', value: { from: 'db', long: 200_000 } },
      { role: 'source', value: { peer: 5432 } },
    ]);
    expect(context.textOf('stdout')).toEqual(['relationship-instance target']);
  });

  test('with a shebang of Python may use the module too', async () => {
    const context = makeContext(
      'tool',
      `#!/usr/bin/env python3\nimport os\nfrom cloudify import ctx\nctx.instance.runtime_properties['a'] = os.environ['word']\n`,
      { word: 'x y' },
    );
    await run(context);
    expect(context.writes).toEqual([{ role: 'self', value: { a: 'x y' } }]);
  });

  test('inline is Python when it reads as Python, else shell', async () => {
    const inline = async (source: string): Promise<string[]> => {
      const context = makeContext('unused', '');
      context.inputs = { script_source: source };
      await run(context);
      return context.textOf('stdout');
    };
    expect(await inline(`  import sys\n  print('python', sys.argv[1:])\n`)).toEqual(['python []']);
    expect(await inline(`echo shell "$0" | sed 's#/.*/##'`)).toEqual(['shell script.sh']);
  });

  test('keeps its streams out of the log, but not out of its error, when asked to', async () => {
    const script = '#!/bin/sh\r\necho out\r\necho err >&2\r\nexit 4\r\n';
    const context = makeContext('a.sh', script, { process: { log_stdout: false, stderr_to_stdout: false } });
    await expect(run(context)).rejects.toThrow('command: a.sh, exit_code: 4, stdout: out, stderr: err');
    expect([context.textOf('stdout'), context.textOf('stderr')]).toEqual([[], ['err']]);
    const merged = makeContext('a.sh', script, { process: { stderr_to_stdout: true } });
    await expect(run(merged)).rejects.toThrow('exit_code: 4, stdout: out\nerr');
    expect(merged.textOf('stdout')).toEqual(['out', 'err']);
  });

  test('has no ctx without a proxy, and runs files of the blueprint with one', async () => {
    const none = makeContext('a.sh', '#!/bin/sh\nctx node id 2>&1\necho "$?[$CTX_SOCKET_URL]"\n', {
      process: { ctx_proxy_type: 'none' },
    });
    await run(none);
    expect(none.textOf('stdout')).toEqual([
      'RuntimeError: Missing CTX_SOCKET_URL environment variable or socket_url command line argument',
      '1[]',
    ]);
    const file = makeContext('a.sh', '#!/bin/sh\nctx execute-file b.sh one "two three"\necho $?\n');
    file.files.set('b.sh', '#!/bin/sh\nprintf "<%s>\\n" "$@"\nexit 5\n');
    await run(file);
    expect(file.textOf('stdout')).toEqual(['<one>', '<two three>', '5']);
  });
});

test.each([
  [`raise NonRecoverableError('for good')`, NonRecoverableError, 'for good'],
  [`raise RecoverableError('again', retry_after=3)`, RecoverableError, 'again'],
  [`raise OperationRetry('later', retry_after=3)`, OperationRetry, 'later'],
  [`ctx.operation.retry('soon', 3)`, OperationRetry, 'soon'],
  [`1 / 0`, RecoverableError, 'ZeroDivisionError: division by zero'],
  [`ctx.returns(1); raise NonRecoverableError('after all')`, NonRecoverableError, 'after all'],
  [`ctx.abort_operation('enough')`, NonRecoverableError, 'enough'],
  [`print 'old'`, NonRecoverableError, 'The script is not Python 3'],
  [`import sys; sys.exit(3)`, RecoverableError, 'command: a.py, exit_code: 3'],
  [`ctx.source`, NonRecoverableError, 'ctx.source/ctx.target can only be used in a relationship-instance context'],
])('in Python that does %s ends the operation so', async (statement, kind, message) => {
  const imports = 'from cloudify import ctx\nfrom cloudify.exceptions import *\n';
  const ended = operation(makeContext('a.py', `${imports}ctx.instance.runtime_properties['x'] = 1\n${statement}\n`));
  await expect(ended).rejects.toThrow(message);
  await expect(ended).rejects.toBeInstanceOf(kind);
});

test('a script on this machine has a temporary folder of its own', async () => {
  const context = makeContext(
    'a.sh',
    '#!/bin/sh\n[ "$PWD" = "$TMPDIR" ] && echo own\necho "$TMPDIR"\ntouch "$TMPDIR"/file\n',
  );
  context.executor = 'central_deployment_agent';
  await operation(context);
  const [own, folder] = context.textOf('stdout');
  expect([own, folder?.startsWith('/tmp/gantry-state-')]).toEqual(['own', true]);
  const elsewhere = makeContext('a.sh', '#!/bin/sh\necho "$PWD $TMPDIR"\n', {
    process: { cwd: '/', env: { TMPDIR: '/x' } },
  });
  elsewhere.executor = 'central_deployment_agent';
  await operation(elsewhere);
  expect(elsewhere.textOf('stdout')).toEqual(['/ /x']);
});
