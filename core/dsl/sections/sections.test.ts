import { describe, expect, it } from 'vitest';
import { codesOf, compileText, problemsOf } from '../testing/virtual-blueprint.ts';

describe('inputs', () => {
  it('appear in the plan with the fields that are written', async () => {
    const compiled = await compileText(`
inputs:
  a: {type: integer, default: 5, description: how many, constraints: [{in_range: [1, 9]}]}
  b:
  c: {default: null, required: false}`);
    expect(problemsOf(compiled)).toEqual([]);
    expect(compiled.plan?.inputs).toEqual({
      a: { type: 'integer', default: 5, description: 'how many', constraints: [{ in_range: [1, 9] }] },
      b: {},
      c: { required: false },
    });
  });

  it.each([
    ['{type: integer, default: text}', 'DSL0105'],
    ['{type: text}', 'DSL0103'],
    ['{defualt: 5}', 'DSL0001'],
    ['{default: 12, constraints: [{in_range: [1, 9]}]}', 'DSL9035'],
    ['{default: abc, constraints: [{pattern: "b"}]}', 'DSL9035'],
    ['{default: {get_input: x}, constraints: [{equal: 1}]}', 'DSL9052'],
    ['{constraints: [{in_rnge: [1, 9]}]}', 'DSL0103'],
    ['{constraints: [{max_length: many}]}', 'DSL0212'],
    ['{constraints: [{pattern: "a("}]}', 'DSL0212'],
    ['{constraints: [{equal: 1, error_message: no}]}', 'DSL0102'],
    ['{hidden: true}', 'DSL0215'],
    ['{type: string, display: {rows: 3}}', 'DSL9054'],
    ['{required: maybe}', 'DSL0001'],
  ])('%s', async (input, code) => {
    expect(codesOf(await compileText(`\ninputs: {x: ${input}}`))).toEqual([code]);
  });
});

describe('outputs', () => {
  it('need a value', async () => {
    const compiled = await compileText(
      '\noutputs: {a: {}, b: {value: null}, c: {value: 1, description: one}, d: {valeu: 1}}',
    );
    expect(codesOf(compiled)).toEqual(['DSL0001', 'DSL0001', 'DSL0001', 'DSL0001']);
    expect(compiled.diagnostics.at(-1)?.hint ?? compiled.diagnostics.at(-2)?.hint).toBe('Did you mean "value"?');
  });
});

describe('workflows', () => {
  it('have a plugin, an operation and parameters', async () => {
    const compiled = await compileText(`
workflows:
  short: p.flows.one
  long: {mapping: p.flows.two, parameters: {a: {default: 1, description: first}, b: {}}, is_cascading: true}`);
    expect(problemsOf(compiled)).toEqual([]);
    expect(compiled.plan?.workflows).toEqual({
      short: { plugin: 'p', operation: 'flows.one', parameters: {}, is_cascading: false, availability_rules: null },
      long: {
        plugin: 'p',
        operation: 'flows.two',
        parameters: { a: { default: 1, description: 'first' }, b: {} },
        is_cascading: true,
        availability_rules: null,
      },
    });
    expect(compiled.plan?.workflow_plugins_to_install.map((plugin) => plugin.name)).toEqual(['p']);
  });

  it.each([
    ['{parameters: {}}', 'DSL0001'],
    ['nothing.at.all', 'DSL0021'],
    ['{mapping: p.x, parameters: {a: {type: strng}}}', 'DSL0103'],
    ['{mapping: p.x, availability_rules: {available: true}}', 'DSL0102'],
  ])('%s', async (workflow, code) => {
    expect(codesOf(await compileText(`\nworkflows: {w: ${workflow}}`))).toEqual([code]);
  });
});

describe('plugins', () => {
  it.each([
    ['{install: false}', 'DSL0001'],
    ['{executor: somewhere, install: false}', 'DSL0018'],
    ['{executor: host_agent}', 'DSL0050'],
    ['{executor: host_agent, package_name: 1.5}', 'DSL0001'],
  ])('%s', async (plugin, code) => {
    const codes = codesOf(await compileText(`\nplugins: {x: ${plugin}}`));
    expect(codes).toContain(code);
  });
});

it('keeps sections that it does not act on yet, and says so', async () => {
  const compiled = await compileText(`
description: what it is
metadata: {author: me}
node_templates: {n: {type: cloudify.nodes.Root}}
groups: {g: {members: [n, n]}}
policies: {p: {type: cloudify.policies.scaling, targets: [g], properties: {default_instances: 2}}}
labels: {k: {values: [v]}}
resource_tags: {t: 1}
deployment_settings: {display_name: shown}
upload_resources: {plugin_resources: []}`);
  expect(compiled.diagnostics.map((item) => `${item.severity} ${item.code}`)).toEqual(['notice DSL9021']);
  expect(compiled.plan).toMatchObject({
    description: 'what it is',
    metadata: { author: 'me' },
    groups: { g: { members: ['n'], policies: {} } },
    policies: { p: { type: 'cloudify.policies.scaling' } },
    labels: { k: { values: ['v'] } },
    resource_tags: { t: 1 },
    deployment_settings: { display_name: 'shown', default_schedules: {} },
  });
});

describe('groups', () => {
  const text = (group: string) => `
policy_types: {pt: {source: s.clj, properties: {limit: {type: integer}, name: {default: n}}}}
policy_triggers: {tr: {source: t.clj, parameters: {workflow: {}}}}
node_templates: {n: {type: cloudify.nodes.Root}}
groups: {g: ${group}}`;

  it('have their policies and triggers completed', async () => {
    const policy = '{type: pt, properties: {limit: 5}, triggers: {t: {type: tr, parameters: {workflow: heal}}}}';
    const compiled = await compileText(text(`{members: [n, n], policies: {p: ${policy}}}`));
    expect(problemsOf(compiled)).toEqual([]);
    expect(compiled.plan?.groups).toEqual({
      g: {
        members: ['n'],
        policies: {
          p: {
            type: 'pt',
            properties: { limit: 5, name: 'n' },
            triggers: { t: { type: 'tr', parameters: { workflow: 'heal' } } },
          },
        },
      },
    });
    expect(compiled.plan?.policy_types['pt']).toMatchObject({ source: 's.clj' });
  });

  it.each([
    ['{members: []}', 'DSL0001'],
    ['{members: [5]}', 'DSL0001'],
    ['{member: [n]}', 'DSL0001'],
    ['{members: [m]}', 'DSL0040'],
    ['{members: [n], policies: {p: {type: p}}}', 'DSL0041'],
    ['{members: [n], policies: {p: {type: pt}}}', 'DSL0107'],
    ['{members: [n], policies: {p: {type: pt, properties: {limit: 1, x: 1}}}}', 'DSL0106'],
    ['{members: [n], policies: {p: {type: pt, properties: {limit: a}}}}', 'DSL0105'],
    ['{members: [n], policies: {p: {type: pt, properties: {limit: 1}, triggers: {t: {type: t}}}}}', 'DSL0042'],
  ])('%s', async (group, code) => {
    expect(codesOf(await compileText(text(group)))).toContain(code);
  });

  it('cannot be named like a node', async () => {
    const compiled = await compileText(
      '\nnode_templates: {n: {type: cloudify.nodes.Root}}\ngroups: {n: {members: [n]}}',
    );
    expect(codesOf(compiled)).toEqual(['DSL0211']);
  });
});
