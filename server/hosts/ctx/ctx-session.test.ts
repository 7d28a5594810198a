import { expect, test } from 'vitest';
import { MemoryContext, nodeAndInstance } from '../testing/memory-context.ts';
import { CtxSession } from './ctx-session.ts';

const task = { plugin: 'script', taskName: 'script_runner.tasks.run' };

/** A session whose files go nowhere but into a map. */
function sessionOf(context: MemoryContext): {
  ask(...args: string[]): Promise<string>;
  stored: Map<string, string>;
  session: CtxSession;
} {
  const stored = new Map<string, string>();
  const session = new CtxSession(
    context,
    { plugin: 'script', taskName: 'script_runner.tasks.run' },
    (path, content) => {
      stored.set(path, Buffer.from(content).toString());
      return Promise.resolve();
    },
  );
  let requests = 0;
  const ask = async (...args: string[]): Promise<string> => {
    requests += 1;
    const raw = Buffer.from(['/work', ...args].map((word) => `${word}\0`).join(''));
    const { code, stdout, stderr } = await session.answer({ id: `${requests}`, raw, folder: '/state' });
    if (code === 0) return stdout;
    const last = stderr.trimEnd().split('\n').at(-1) ?? '';
    return `${code} ${last.replace(/^cloudify.proxy.client.RequestError: \(RequestError\(\.\.\.\), ['"](.*)['"]\)$/, '$1')}`;
  };
  return { ask, stored, session };
}

function nodeContext(): MemoryContext {
  const context = new MemoryContext();
  context.self = nodeAndInstance('app', { port: 8081, deep: { list: [1] } });
  const host = nodeAndInstance('host', { ip: '10.0.0.7' }, { rt: 'value' });
  const hostId = host.instance.id;
  Object.assign(host.instance, { hostId });
  Object.assign(context.self.instance, {
    hostId,
    relationships: [{ type: 'cloudify.relationships.contained_in', target_name: 'host', target_id: hostId }],
  });
  context.others.set(hostId, host);
  return context;
}

test.each([
  [[], '1 TypeError: Object of type CloudifyContext is not JSON serializable'],
  [[''], " cannot be processed in ['']", '1 RuntimeError:'],
  [['node'], '1 TypeError: Object of type NodeContext is not JSON serializable'],
  [['node', 'properties', 'keys'], '1 TypeError: Object of type dict_keys is not JSON serializable'],
  [['node', 'properties', 'get', 'port'], '8081'],
  [['node', 'properties', 'port', '1'], '1 NonRecoverableError: Cannot override read only properties'],
  [['node', 'properties', 'clear'], '1 NonRecoverableError: Cannot override read only properties'],
  [['node', 'properties', '@5'], "1 AttributeError: 'int' object has no attribute 'split'"],
  [['node', 'number-of-instances'], '1'],
  [['instance', 'host-ip'], '10.0.0.7'],
  [['instance', 'scaling_groups'], ''],
  [['instance', 'relationships'], '1 TypeError: Object of type RelationshipContext is not JSON serializable'],
  [['capabilities', 'get-all'], "{'host_abc123': {'rt': 'value'}}"],
  [['capabilities'], '1 TypeError: Object of type ContextCapabilities is not JSON serializable'],
  [['plugin', 'name'], 'script'],
  [['operation', 'name', 'x'], "1 RuntimeError: x cannot be processed in ['operation', 'name', 'x']"],
  [['-j', 'workflow-parameters'], '{"count": 2}'],
  [['workflow-parameters', 'count'], '2'],
  [['tenant', 'name'], 'default_tenant'],
  [['rest-token'], ''],
  [['send-event'], "1 TypeError: CloudifyContext.send_event() missing 1 required positional argument: 'event'"],
  [
    ['returns', '@{"a": 1}'],
    "1 TypeError: process_execution.<locals>.returns() got an unexpected keyword argument 'a'",
  ],
  [
    ['logger', 'info', '@{'],
    '1 json.decoder.JSONDecodeError: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)',
  ],
  [['-t'], '2 ctx: error: argument -t/--timeout: expected one argument'],
  [['get-secret', 'token'], 'xyz'],
])('%j is answered as in the reference', async (args, expected, start = '') => {
  const context = nodeContext();
  context.workflowParameters = { count: 2 };
  context.secrets.set('token', 'xyz');
  expect(await sessionOf(context).ask(...args)).toBe(start === '' ? expected : `${start} ${expected}`);
});

test('runtime properties have the methods of a dict', async () => {
  const context = nodeContext();
  const { ask } = sessionOf(context);
  const properties = (...args: string[]) => ask('instance', 'runtime-properties', ...args);
  expect(await properties('update', '@{"a": 1}')).toBe("1 TypeError: 'NoneType' object is not iterable");
  expect(await properties('update', '@{"a": 1, "b": 2}', '@{}')).toBe('');
  expect(await properties('pop', 'a')).toBe('1');
  expect(await properties('pop', 'a')).toBe('');
  expect(await properties('setdefault', 'c', '@[]')).toBe('');
  expect(await properties('delete', 'b')).toBe('');
  expect(await ask('-j', 'instance', 'runtime-properties')).toBe('{"b": 2, "c": [], "delete": "b"}');
  expect(await properties('clear')).toBe('');
  expect(context.writes.at(-1)).toEqual({ role: 'self', value: {} });
});

test('refresh warns of what update has not taken', async () => {
  const { ask } = sessionOf(nodeContext());
  const dirty = '1 NonRecoverableError: runtime_properties are dirty: refreshing now would destroy local changes';
  expect(await ask('instance', 'refresh')).toBe('');
  await ask('instance', 'runtime-properties', 'a', '1');
  expect(await ask('instance', 'refresh')).toBe(dirty);
  expect(await ask('instance', 'refresh', '@{"force": true}')).toBe('');
  await ask('instance', 'runtime-properties', 'a', '2');
  expect(await ask('instance', 'update')).toBe('');
  expect(await ask('instance', 'refresh')).toBe('');
  expect(await ask('instance', 'runtime-properties', 'a')).toBe('2');
});

test('only one way to end may be asked for, but a mild retry gives way', async () => {
  const twice = '1 RuntimeError: ctx may only abort or return once';
  const outcomeAfter = async (...commands: string[][]) => {
    const context = nodeContext();
    const { ask, session } = sessionOf(context);
    const answers: string[] = [];
    for (const command of commands) answers.push(await ask(...command));
    const again = new CtxSession(context, task, () => Promise.resolve());
    expect(again.outcome).toEqual(session.outcome);
    return [...answers, session.outcome];
  };
  const mild = ['operation', 'retry', 'soon', '@2'];
  const retry = { kind: 'retry', message: 'soon', retryAfter: 2, isMild: true };
  expect(await outcomeAfter(['returns', '@null'], ['returns', 'x'])).toEqual(['', '', { kind: 'returns', value: 'x' }]);
  expect(await outcomeAfter(['returns', 'x'], ['abort-operation'])).toEqual(['', twice, { kind: 'twice' }]);
  expect(await outcomeAfter(['abort-operation', 'no'])).toEqual(['1 no', { kind: 'abort', message: 'no' }]);
  expect(await outcomeAfter(mild, mild)).toEqual(['', '', retry]);
  expect(await outcomeAfter(mild, ['returns', 'x'])).toEqual(['', '', retry]);
  expect(await outcomeAfter(['returns', 'x'], mild)).toEqual(['', '', retry]);
  expect(await outcomeAfter(mild, ['abort-operation'])).toEqual(['', '1 None', { kind: 'abort', message: 'None' }]);
  expect(await outcomeAfter(['returns', 'x'], ['raised', 'RecoverableError', 'again', '@3'])).toEqual([
    ...['', ''],
    { kind: 'raised', error: 'RecoverableError', message: 'again', retryAfter: 3 },
  ]);
});

test('a host without an address, and no host, are said', async () => {
  const context = nodeContext();
  context.others.clear();
  context.others.set('host_abc123', nodeAndInstance('host', {}));
  expect(await sessionOf(context).ask('instance', 'host_ip')).toBe(
    '1 NonRecoverableError: could not find ip for host node instance: host_abc123',
  );
  Object.assign(context.self?.instance ?? {}, { hostId: null });
  expect(await sessionOf(context).ask('instance', 'host_ip')).toBe('1 NonRecoverableError: host_id missing');
});

test('templates are rendered with their variables and ctx', async () => {
  const context = nodeContext();
  context.files.set(
    't.txt',
    '{{ v }} {{ ctx.instance.host_ip }} {{ ctx.instance.relationships[0].target.node.name }}\n',
  );
  context.files.set('plain.txt', 'no { template }\n');
  const { ask, stored } = sessionOf(context);
  const rendered = await ask('download-resource-and-render', 't.txt', '/tmp/a', '@{"template_variables": {"v": true}}');
  expect([rendered, stored.get('/tmp/a')]).toEqual(['/tmp/a', 'True 10.0.0.7 host']);
  await ask('download-resource-and-render', 'plain.txt', 'b');
  expect(stored.get('/work/b')).toBe('no { template }\n');
  expect(await ask('download-resource-and-render', 't.txt', '@{"v": 1}')).toBe(
    "1 TypeError: CloudifyContext.download_resource_and_render() got an unexpected keyword argument 'v'",
  );
  expect(await ask('download-resource-and-render', 't.txt', '@{"template_variables": {"ctx": 1}}')).toBe(
    '1 NonRecoverableError: Key not allowed - a key named ctx is in template_variables',
  );
  context.files.set('wrong.txt', '{% if %}');
  expect(await ask('download-resource-and-render', 'wrong.txt')).toContain('the template wrong.txt cannot be rendered');
});

test('a folder of the blueprint comes with what is below it', async () => {
  const context = nodeContext();
  for (const path of ['conf/a.txt', 'conf/sub/b.txt', 'other/c.txt']) context.files.set(path, path);
  const { ask, stored } = sessionOf(context);
  const folder = await ask('download-directory', 'conf');
  expect([...stored]).toEqual([
    [`${folder}/a.txt`, 'conf/a.txt'],
    [`${folder}/sub/b.txt`, 'conf/sub/b.txt'],
  ]);
  expect(await ask('-j', 'download-directory', 'conf', '@{"preview_only": true}')).toBe(
    '["conf/a.txt", "conf/sub/b.txt"]',
  );
  expect(await ask('download-directory', 'none')).toContain('HttpException: 404');
});
