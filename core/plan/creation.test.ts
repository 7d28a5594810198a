import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../blueprint/json.ts';
import { compileText, problemsOf } from '../dsl/testing/virtual-blueprint.ts';
import { createDeploymentPlan, type DeploymentPlanOptions } from './index.ts';
import type { DeploymentPlan } from './plan.ts';

async function create(text: string, options: Omit<DeploymentPlanOptions, 'ids'> = {}) {
  const compiled = await compileText(text, 5);
  expect(problemsOf(compiled)).toEqual([]);
  if (compiled.plan === null) throw new Error('no plan');
  let count = 0;
  const ids = { uuid: () => 'unused', suffix: (length: number) => (count++).toString(36).padStart(length, '0') };
  return createDeploymentPlan(compiled.plan, { ...options, ids });
}

async function planOf(text: string, options: Omit<DeploymentPlanOptions, 'ids'> = {}): Promise<DeploymentPlan> {
  const { plan, problems } = await create(text, options);
  expect(problems).toEqual([]);
  if (plan === null) throw new Error('no plan');
  return plan;
}

const codes = async (text: string, options: Omit<DeploymentPlanOptions, 'ids'> = {}) =>
  (await create(text, options)).problems.map(({ code }) => code);

describe('functions at creation', () => {
  const types = 'node_types: {t: {properties: {a: {required: false}, b: {required: false}, c: {required: false}}}}';
  const properties = async (templates: string, inputs: JsonObject = {}) => {
    const plan = await planOf(`\ninputs: {i: {default: {k: v}}}\n${types}\nnode_templates: ${templates}`, { inputs });
    return plan.nodes.map((node) => node.properties);
  };

  it('see what stands before them evaluated, and what stands behind as it was written', async () => {
    expect(
      await properties('{n: {type: t, properties: {a: {get_input: i}, b: {get_property: [SELF, a, k]}}}}'),
    ).toEqual([{ a: { k: 'v' }, b: 'v' }]);
    expect(
      await properties('{n: {type: t, properties: {a: {get_property: [SELF, b, k]}, b: {get_input: i}}}}'),
    ).toEqual([{ a: [{ k: 'v' }, 'k'], b: { k: 'v' } }]);
  });

  it('of another node are about that node', async () => {
    const templates = `{n: {type: t, properties: {a: {get_property: [m, a]}, c: mine}},
      m: {type: t, properties: {a: {get_property: [SELF, c]}, c: its}}}`;
    expect((await properties(templates))[0]).toEqual({ a: 'its', c: 'mine' });
  });

  it('in the value of an input are evaluated where it is read first', async () => {
    const plan = await planOf(`
inputs: {region: {default: east}, host: {default: {concat: [ec2-, {get_input: region}]}}}
outputs: {o: {value: {get_input: host}}}`);
    expect(plan.outputs['o']?.value).toBe('ec2-east');
    expect(plan.inputs['host']).toEqual({ concat: ['ec2-', 'east'] });
  });

  it('can all be left to run time', async () => {
    const text = `
inputs: {i: {default: 1}}
node_types: {t: {interfaces: {x: {op: {implementation: p.x, inputs: {a: {default: {get_input: i}}}}}}}}
node_templates: {n: {type: t}}`;
    const plan = await planOf(text, { runtimeOnlyEvaluation: true });
    expect(plan.nodes[0]?.operations['x.op']).toMatchObject({
      inputs: { a: { get_input: 'i' } },
      has_intrinsic_functions: true,
    });
  });

  it('that lead nowhere but to each other are named', async () => {
    const circle = '{n: {type: t, properties: {a: {get_property: [SELF, b]}, b: {get_property: [SELF, a]}}}}';
    expect(await codes(`\n${types}\nnode_templates: ${circle}`)).toEqual([9065]);
  });
});

describe('values of inputs', () => {
  it.each<[declaration: string, given: JsonObject, codes: number[]]>([
    ['{type: integer}', { x: null }, [9053]],
    ['{type: string}', { x: null }, []],
    ['{type: string}', {}, [9061]],
    ['{type: integer, required: false}', {}, []],
    ['{type: list, item_type: integer}', { x: [1, 'a'] }, [105]],
    ['{constraints: [{max_length: 1}]}', { x: { get_input: 'y' } }, [9052]],
    ['{constraints: [{max_length: 1}]}', { x: 'ab' }, [9035]],
    ['{type: integer}', { x: '5' }, [9053]],
    ['{type: deployment_id}', { x: 'a' }, [9035]],
    ['{}', { x: '\ud800' }, [108]],
    ['{}', { x: 1, z: 1 }, [9030]],
    ['{}', { z: 1 }, [9061, 9030]],
  ])('%s given %j: %j', async (declaration, inputs, expected) => {
    expect(await codes(`\ninputs: {x: ${declaration}}`, { inputs })).toEqual(expected);
  });

  it.each<[type: string, given: string, value: unknown]>([
    ['integer', '30', 30],
    ['integer', ' -1_000 ', -1000],
    ['float', '-1.5e3', -1500],
    ['boolean', 'true', true],
    ['string', '30', '30'],
  ])('are corrected for %s: %j', async (type, given, value) => {
    const plan = await planOf(`\ninputs: {x: {type: ${type}}}`, { inputs: { x: given }, autoCorrectTypes: true });
    expect(plan.inputs['x']).toBe(value);
  });

  it('are not corrected when they are written otherwise', async () => {
    const wrong = { inputs: { x: 'True' }, autoCorrectTypes: true };
    expect(await codes('\ninputs: {x: {type: boolean}}', wrong)).toEqual([9053]);
  });

  it('name things that are known to be there', async () => {
    const values = {
      hasDeployment: false,
      hasBlueprint: false,
      get: ({ type, constraints }: { type: string; constraints: JsonObject }) =>
        type === 'node_id' && constraints['deployment_id'] === 'd1' ? ['web'] : [],
    };
    const text = '\ninputs: {x: {type: node_id, constraints: [{deployment_id: d1}]}}';
    expect(await codes(text, { inputs: { x: 'web' }, values })).toEqual([]);
    expect(await codes(text, { inputs: { x: 'db' }, values })).toEqual([9035]);
    expect(await codes('\ninputs: {x: {type: node_id}}', { inputs: { x: 'web' }, values })).toEqual([9035]);
  });
});

describe('what a deployment needs', () => {
  const text = `
node_types: {t: {interfaces: {i: {op: {implementation: p.x, inputs: {a: {default: {get_secret: b}}}}}}}}
node_templates: {n: {type: t, capabilities: {scalable: {properties: {default_instances: 2}}}}}
outputs: {o: {value: {concat: [{get_secret: [a, k]}, {get_capability: [{get_secret: a}, c]}]}}}`;

  it('are secrets, which must be there', async () => {
    expect((await planOf(text)).requirements.secrets).toEqual(['b', 'b', ['a', 'k'], 'a']);
    expect(await codes(text, { secrets: null })).toEqual([9064]);
    expect(await codes(text, { secrets: new Set(['b']) })).toEqual([9063]);
    expect(await codes(text, { secrets: new Set(['a', 'b']) })).toEqual([]);
  });

  it('are capabilities of others, for each instance', async () => {
    expect((await planOf(text)).inter_deployment_functions).toEqual([
      {
        function_identifier: 'outputs.o.value.concat[1].get_capability',
        target_deployment: [null, { get_secret: 'a' }],
        context: {},
      },
    ]);
    const inNode = text.replace('{get_secret: b}', '{get_capability: [d, c]}');
    expect((await planOf(inNode)).inter_deployment_functions.slice(0, 3)).toMatchObject([
      { function_identifier: 'nodes.n.operations.op.inputs.a.get_capability', target_deployment: ['d', 'd'] },
      { function_identifier: 'nodes.n.operations.op.inputs.a.get_capability' },
      { function_identifier: 'nodes.n.operations.i.op.inputs.a.get_capability' },
    ]);
  });
});
