import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../blueprint/json.ts';
import { applyOverrides } from './apply-overrides.ts';
import { OverrideFault } from './override-fault.ts';
import { lateValues } from './testing/late-values.ts';

const descriptor: JsonObject = {
  metadata: { name: 'web' },
  spec: { replicas: 1, containers: [{ name: 'app', env: ['a', 'b'] }] },
};

async function changedBy(override: string | string[], db: JsonObject = {}, generation: '2015' | '2016' = '2016') {
  const overrides = Array.isArray(override) ? override : [override];
  return (await applyOverrides(descriptor, overrides, { generation, values: lateValues(db) })).descriptor as JsonObject;
}

/** What is put at `['x']`. */
async function assigned(value: string, db: JsonObject = {}): Promise<Json | undefined> {
  return (await changedBy(`['x'] = ${value}`, db))['x'];
}

async function faultOf(override: string | string[], db: JsonObject = {}): Promise<OverrideFault> {
  const fault = await changedBy(override, db).then(
    () => null,
    (error: unknown) => error,
  );
  expect(fault, String(override)).toBeInstanceOf(OverrideFault);
  return fault as OverrideFault;
}

describe('an override', () => {
  it.each<[text: string, value: Json]>([
    ['"it\'s"', "it's"],
    ["'a' 'b'", 'ab'],
    ["u'text'", 'text'],
    ["'\\x41\\u00e9\\U0001F600\\101\\q\\\\'", 'Aé😀A\\q\\'],
    ['-1.5e3', -1500],
    ['0x1F', 31],
    ['0o644', 420],
    ['[1, [True, None], ]', [1, [true, null]]],
    ["{'a': {'b': []}, 'c': False}", { a: { b: [] }, c: false }],
    ['(1 + 2) * 3 - -1', 10],
    ["'web-' + base['metadata']['name']", 'web-web'],
    ["base['spec']['containers'][0]['env'][:1] + ['z']", ['a', 'z']],
    ["base['metadata']", { name: 'web' }],
  ])('gives the value of %s', async (text, value) => {
    expect(await assigned(text)).toEqual(value);
  });

  it('changes lists and maps in the ways of Python', async () => {
    const env = "base['spec']['containers'][0]['env']";
    const changed = await changedBy([
      `; ${env}.append('c'); ${env}.insert(0, 'first')`,
      `['spec']['containers'][0]['env'] += ['d']\n${env}.extend(['e'])`,
      ` ; del ${env}[1], ${env}[-1]  # done`,
      "['metadata'].update({'labels': {}})",
    ]);
    expect(changed).toEqual({
      metadata: { name: 'web', labels: {} },
      spec: { replicas: 1, containers: [{ name: 'app', env: ['first', 'b', 'c', 'd'] }] },
    });
  });

  it('copies what it takes from elsewhere in the descriptor', async () => {
    const changed = await changedBy(["['copy'] = base['metadata']", "['copy']['name'] = 'other'"]);
    expect(changed['metadata']).toEqual({ name: 'web' });
  });

  it.each<[override: string, fault: [kind: string, column: number], says: RegExp]>([
    ["['spec']['replicas'] = 5 6", ['syntax', 26], /6 cannot stand here/],
    ["['spec']['replicas'] = ", ['syntax', 24], /ends too early/],
    ["['x'] = 10.0.0.5", ['syntax', 9], /not a number. Put texts in quotes/],
    ["['x'] = 0644", ['refused', 9], /0o644/],
    ["['x'] = true", ['refused', 9], /Write True/],
    ["['x'] = __import__('os').system('id')", ['refused', 9], /not run as a program/],
    ["['x'] = str(1)", ['refused', 9], /not run as a program/],
    ["['spec'].pop('replicas')", ['refused', 10], /append, extend/],
    ["['spec'].__class__ = 1", ['refused', 10], /not done/],
    ['line = 1', ['syntax', 1], /form/],
    [" = {'a': 1}", ['refused', 1], /a part of the descriptor/],
    ['; import os', ['syntax', 3], /Begin with base/],
    ["['x'] = 'abc", ['syntax', 9], /has no end/],
    ["['x'] = 1 + 'a'", ['type', 11], /A number and A text/],
    ["['x'] = 9007199254740993", ['limit', 9], /in quotes/],
    ["['metadata'][0] = 1", ['missing', 13], /no list here/],
    ["['spec']['containers']['app'] = 1", ['type', 23], /number of the item/],
    ["['spec']['containers'][0]['evn'][0] = 1", ['missing', 26], /Did you mean "env"/],
    ["['spec']['containers'][9] = 1", ['missing', 23], /Take 0 to 0/],
    ["['x'] = §", ['syntax', 9], /outside quotes/],
    [`['x'] = ${'['.repeat(500)}`, ['limit', 69], /in one another/],
    [`['x'] = 1${' + 1'.repeat(500)}`, ['syntax', 97], /several overrides/],
  ])('%# is refused with a reason', async (override, [kind, column], says) => {
    const fault = await faultOf(override);
    expect(fault.message).toMatch(says);
    expect({ kind: fault.kind, column: fault.column }).toEqual({ kind, column });
  });

  it('stops before the descriptor grows without end', async () => {
    const doubling = Array.from({ length: 60 }, () => "['x'] = [base['x'], base['x']]");
    expect((await faultOf(["['x'] = []", ...doubling])).kind).toBe('limit');
  });
});

describe('a late-bound value', () => {
  it('is a value and nothing else', async () => {
    expect((await faultOf("['x'] = @{db,v}", { v: "1; del base['spec']" })).kind).toBe('refused');
    expect((await faultOf("['x'] = [@{db,v}]", { v: '1, 2' })).kind).toBe('refused');
    expect((await faultOf("['x'] = 5 @{db,v}", { v: '-3' })).kind).toBe('refused');
    expect((await faultOf("['x'] = @{db,v}", { v: "base['spec']" })).kind).toBe('refused');
    expect((await faultOf("['x'] = '@{db,v}'", { v: "'; del base['spec'] #" })).kind).toBe('syntax');
  });

  it('is taken as it is inside quotes', async () => {
    expect(await assigned("'@{db,v}'", { v: 'C:\\new # ; "\n' })).toBe('C:\\new # ; "\n');
    expect(await assigned("'%{node.id}-%{instance.runtime_properties['deep']['key']}'")).toBe('web-found');
    expect(await assigned('%{node.properties["ports"][-1]}')).toBe(443);
  });

  it('is never part of a message', async () => {
    const fault = await faultOf("['x'] = '@{db,password}'", { password: "hunter'2" });
    expect(fault.message).not.toContain('hunter');
    expect(fault.column).toBe(10);
  });

  it.each<[token: string, says: RegExp]>([
    ['%{instance.host_ip}', /no host/],
    ['%{management_ip}', /No address/],
    ['%{deployment}', /one of id must follow/],
    ['%{node.properties.port}', /Write \["port"\]/],
    ['%{node.properties["prot"]}', /Did you mean "port"/],
    ['%{__class__.mro}', /no "__class__"/],
    ['%{node.__proto__}', /no "__proto__"/],
    ['%{node.constructor("x")}', /not a path/],
    ['@{db,constructor}', /no runtime property/],
    ['@{db,__proto__,polluted}', /no runtime property/],
  ])('%s says why there is none', async (token, says) => {
    expect((await faultOf(`['x'] = '${token}'`)).message).toMatch(says);
  });

  it('may hold tokens itself, as long as they come to an end', async () => {
    expect(await assigned("'@{db,a}'", { a: '@{db,b}!', b: '%{deployment.id}' })).toBe('shop!');
    expect((await faultOf("['x'] = '@{db,a}'", { a: '@{db,a}@{db,a}' })).kind).toBe('limit');
  });
});

it('leaves a token of 2016 as it is in 2015', async () => {
  expect((await changedBy("['x'] = '%{node.id} @{db}'", {}, '2015'))['x']).toBe('%{node.id} @{db}');
});
