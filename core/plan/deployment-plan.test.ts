import { describe, expect, it } from 'vitest';
import { compileText, problemsOf } from '../dsl/testing/virtual-blueprint.ts';
import { createDeploymentPlan } from './index.ts';
import type { BlueprintPlan, DeploymentPlan } from './plan.ts';

function countingIds() {
  let count = 0;
  return { uuid: () => 'unused', suffix: (length: number) => (count++).toString(36).padStart(length, '0') };
}

async function compile(text: string): Promise<BlueprintPlan> {
  const compiled = await compileText(text);
  expect(problemsOf(compiled)).toEqual([]);
  if (compiled.plan === null) throw new Error('no plan');
  return compiled.plan;
}

async function deploy(text: string, inputs = {}): Promise<DeploymentPlan> {
  const result = createDeploymentPlan(await compile(text), { inputs, ids: countingIds() });
  expect(result.problems).toEqual([]);
  if (result.plan === null) throw new Error('no plan');
  return result.plan;
}

async function problems(text: string, inputs = {}): Promise<string[]> {
  const { problems: found } = createDeploymentPlan(await compile(text), { inputs, ids: countingIds() });
  return found.map((problem) => `${problem.input}: ${problem.message}`);
}

describe('inputs', () => {
  const text = `
data_types: {endpoint: {properties: {host: {default: localhost}, port: {type: integer}}}}
inputs:
  any: {}
  port: {type: integer, default: 80, constraints: [{in_range: [1, 100]}]}
  name: {type: string, required: false}
  end: {type: endpoint, required: false}
  list: {type: list, default: []}`;

  it('are the given values, then defaults, then null', async () => {
    const plan = await deploy(text, { any: { x: 1 }, end: { port: 5 } });
    expect(plan.inputs).toEqual({ any: { x: 1 }, port: 80, name: null, end: { host: 'localhost', port: 5 }, list: [] });
  });

  it('accept an explicit null where there is no type', async () => {
    expect((await deploy(text, { any: null })).inputs['any']).toBeNull();
  });

  it('have all their problems named at once', async () => {
    expect(await problems(text, { prt: 1, port: '80', list: {}, end: { port: 'x' } })).toEqual([
      'port: The value of "port" cannot be checked against in_range: [1, 100]: it is the text "80", which cannot be compared with a number.',
      'end: "end.port" must be a whole number.',
      'list: "list" must be a list.',
      'any: "any" needs a value.',
      'prt: The blueprint has no input "prt". Did you mean "port"?',
    ]);
  });

  it('keep to their constraints', async () => {
    expect(await problems(text, { any: 1, port: 101 })).toEqual([
      'port: The value of "port" breaks the constraint in_range: [1, 100].',
    ]);
  });

  it('do not confuse names with those of objects', async () => {
    expect(await problems(text, JSON.parse('{"any": 1, "constructor": 1, "__proto__": 1}'))).toEqual([
      'constructor: The blueprint has no input "constructor".',
      '__proto__: The blueprint has no input "__proto__".',
    ]);
  });

  it('cannot make a pattern run for ever', async () => {
    const evil = '\ninputs: {x: {type: string, constraints: [{pattern: "(a+)+$"}]}}';
    expect(await problems(evil, { x: `${'a'.repeat(100_000)}!` })).toEqual([
      'x: The value of "x" breaks the constraint pattern: (a+)+$.',
    ]);
  });
});

describe('functions', () => {
  const text = `
inputs: {port: {default: 80}, count: {type: integer, default: 2}}
node_types:
  t:
    derived_from: cloudify.nodes.Root
    properties: {port: {default: {get_input: port}}, url: {default: ''}}
    interfaces: {i: {op: {implementation: p.x, inputs: {a: {default: {get_property: [SELF, port]}}, b: {default: {get_attribute: [SELF, ip]}}}}}}
node_templates:
  n:
    type: t
    properties: {url: {concat: ['http://', {get_property: [SELF, port]}]}}
    interfaces: {cloudify.interfaces.lifecycle: {start: {implementation: p.s, inputs: {port: {get_input: port}}}}}
    capabilities: {scalable: {properties: {default_instances: {get_input: count}}}}
outputs: {o: {value: {concat: [{get_input: port}, {get_attribute: [n, ip]}]}}}`;

  it('are evaluated as far as they can be', async () => {
    const plan = await deploy(text, { port: 8080 });
    const node = plan.nodes[0];
    expect(node?.properties).toEqual({ port: 8080, url: 'http://8080' });
    expect(node?.operations['i.op']).toMatchObject({
      inputs: { a: 8080, b: { get_attribute: ['SELF', 'ip'] } },
      has_intrinsic_functions: true,
    });
    expect(node?.operations['start']).toMatchObject({ inputs: { port: 8080 }, has_intrinsic_functions: false });
    expect(plan.outputs['o']?.value).toEqual({ concat: [8080, { get_attribute: ['n', 'ip'] }] });
    expect(plan.node_instances).toHaveLength(2);
  });

  it('leave the blueprint plan as it was, so that it can be used again', async () => {
    const plan = await compile(text);
    const before = structuredClone(plan);
    createDeploymentPlan(plan, { inputs: { port: 1 }, ids: countingIds() });
    expect(plan).toEqual(before);
  });

  it('say where they fail', async () => {
    const circle = `
node_types: {t: {properties: {x: {}, y: {}}}}
node_templates: {n: {type: t, properties: {x: {get_property: [SELF, y]}, y: {get_property: [SELF, x]}}}}`;
    expect(await problems(circle)).toEqual([
      expect.stringMatching(/^null: In the node template "n": get_property leads to itself/),
    ]);
  });

  it('cannot make numbers of instances of what is none', async () => {
    const count = text.replace('{type: integer, default: 2}', '{default: many}');
    expect(await problems(count)).toEqual([
      'null: The number of instances of the node "n" is "many", and must be a whole number of 0 or more.',
    ]);
  });
});

describe('node instances', () => {
  const counted = (count: number) => `capabilities: {scalable: {properties: {default_instances: ${count}}}}`;
  const to = (type: string, target: string, more = '') =>
    `relationships: [{type: cloudify.relationships.${type}, target: ${target}${more}}]`;

  it('multiply by containment, and stand on the host of their container', async () => {
    const plan = await deploy(`
node_templates:
  app: {type: cloudify.nodes.Root, ${to('contained_in', 'vm')}, ${counted(3)}}
  vm: {type: cloudify.nodes.Compute, ${counted(2)}}`);
    const apps = plan.node_instances.filter((instance) => instance.node_id === 'app');
    const vms = plan.node_instances.filter((instance) => instance.node_id === 'vm');
    expect(vms).toHaveLength(2);
    expect(apps).toHaveLength(6);
    for (const vm of vms) {
      expect(vm.host_id).toBe(vm.id);
      const inside = apps.filter((app) => app.relationships[0]?.target_id === vm.id);
      expect(inside).toHaveLength(3);
      expect(inside.every((app) => app.host_id === vm.id)).toBe(true);
    }
    expect(plan.node_instances.every((instance) => /^(app|vm)_[a-z0-9]{6}$/.test(instance.id))).toBe(true);
    expect(new Set(plan.node_instances.map((instance) => instance.id)).size).toBe(8);
  });

  it('connect all to all, or all to one', async () => {
    const text = (type: string) => `
node_templates:
  a: {type: cloudify.nodes.Root, ${to('connected_to', 'b', `, properties: {connection_type: ${type}}`)}, ${counted(3)}}
  b: {type: cloudify.nodes.Root, ${counted(2)}}`;
    const targets = (plan: DeploymentPlan) =>
      plan.node_instances
        .filter((one) => one.node_id === 'a')
        .map((one) => one.relationships.map((to_) => to_.target_id));
    const b = (plan: DeploymentPlan) => plan.node_instances.filter((one) => one.node_id === 'b').map((one) => one.id);
    const all = await deploy(text('all_to_all'));
    expect(targets(all)).toEqual([b(all), b(all), b(all)]);
    const one = await deploy(text('all_to_one'));
    expect(targets(one)).toEqual([[b(one)[0]], [b(one)[0]], [b(one)[0]]]);
    expect(await problems(text('some'))).toEqual([expect.stringContaining('must be all_to_all or all_to_one')]);
  });

  it('may be none', async () => {
    const plan = await deploy(`
node_templates:
  a: {type: cloudify.nodes.Root, ${to('connected_to', 'b')}}
  b: {type: cloudify.nodes.Root, ${counted(0)}}`);
    expect(plan.node_instances).toEqual([
      { id: expect.stringMatching(/^a_/), node_id: 'a', name: 'a', relationships: [] },
    ]);
  });

  it.each([
    ['a number beyond all bounds', `vm: {type: cloudify.nodes.Compute, ${counted(1_000_000_000)}}`, /"vm".*1000000000/],
    [
      'a product beyond all bounds',
      `vm: {type: cloudify.nodes.Compute, ${counted(5000)}}\n  app: {type: cloudify.nodes.Root, ${to('contained_in', 'vm')}, ${counted(5000)}}`,
      /"app".*25000000/,
    ],
    [
      'connections beyond all bounds',
      `a: {type: cloudify.nodes.Root, ${counted(4000)}, ${to('connected_to', 'b')}}\n  b: {type: cloudify.nodes.Root, ${counted(4000)}}`,
      /connect 4000 with 4000/,
    ],
  ])('refuse %s before anything is made', async (_name, templates, message) => {
    const plan = await compile(`\nnode_templates:\n  ${templates}`);
    const { problems: found } = createDeploymentPlan(plan, { ids: countingIds() });
    expect(found[0]?.message).toMatch(message);
  });

  it('refuse a relationship of no known kind', async () => {
    const text = `
relationships: {mine: {}}
node_templates:
  a: {type: cloudify.nodes.Root, relationships: [{type: mine, target: b}]}
  b: {type: cloudify.nodes.Root}`;
    expect(await problems(text)).toEqual([expect.stringContaining('is derived from none of')]);
  });

  it('ten thousand of them are no burden', async () => {
    const plan = await compile(`
node_templates:
  app: {type: cloudify.nodes.Root, ${to('contained_in', 'vm')}, ${counted(99)}}
  vm: {type: cloudify.nodes.Compute, ${counted(100)}}`);
    const { plan: deployed } = createDeploymentPlan(plan, { ids: countingIds() });
    expect(deployed?.node_instances).toHaveLength(10_000);
  });
});
