import { describe, expect, it } from 'vitest';
import { codesOf, compileFiles, compileText, problemsOf } from '../testing/virtual-blueprint.ts';

const lifecycle = 'cloudify.interfaces.lifecycle';

/** The operation `create` of a node whose type and template write it as given. */
async function create(type: string, template: string) {
  const compiled = await compileText(`
node_types:
  t: {derived_from: cloudify.nodes.Root, interfaces: {${lifecycle}: {create: ${type}}}}
node_templates:
  n: {type: t, interfaces: {${lifecycle}: {${template}}}}`);
  expect(problemsOf(compiled)).toEqual([]);
  return compiled.plan?.nodes[0]?.operations[`${lifecycle}.create`];
}

const typed = '{implementation: p.a.b, inputs: {x: {default: 1}, y: {default: 2}}, max_retries: 3}';

describe('operations of a template over those of its type', () => {
  it('inherits what it does not mention', async () => {
    expect(await create(typed, '')).toMatchObject({
      plugin: 'p',
      operation: 'a.b',
      executor: 'central_deployment_agent',
      inputs: { x: 1, y: 2 },
      max_retries: 3,
      has_intrinsic_functions: false,
    });
  });

  it('keeps the implementation and merges inputs when it has none or the same', async () => {
    const expected = { operation: 'a.b', inputs: { x: 1, y: 5, z: 6 }, max_retries: 3 };
    expect(await create(typed, 'create: {inputs: {y: 5, z: 6}}')).toMatchObject(expected);
    expect(await create(typed, 'create: {implementation: p.a.b, inputs: {y: 5, z: 6}}')).toMatchObject(expected);
  });

  it('forgets everything of the type when the implementation is another', async () => {
    expect(await create(typed, 'create: p.c')).toMatchObject({ operation: 'c', inputs: {}, max_retries: null });
  });

  it('does nothing when it is written empty', async () => {
    expect(await create(typed, 'create: {}')).toMatchObject({ plugin: '', operation: '', inputs: {}, executor: null });
  });

  it('puts the declared type into maps', async () => {
    const type = '{implementation: p.a, inputs: {x: {type: dict, default: {k: 1}}}}';
    expect(await create(type, '')).toMatchObject({
      inputs: { x: { k: 1, type: 'dict' } },
      inputs_types: { x: 'dict' },
    });
  });

  it('asks for inputs without a value, once for each template', async () => {
    const compiled = await compileText(`
node_types: {t: {interfaces: {i: {op: {implementation: p.a, inputs: {x: {}}}}}}}
node_templates: {a: {type: t}, b: {type: t}, c: {type: t, interfaces: {i: {op: {inputs: {x: 1}}}}}}`);
    expect(problemsOf(compiled)).toEqual([
      'DSL0107 5: The operation "op" of node template "a" needs a value for its input "x".',
      'DSL0107 5: The operation "op" of node template "b" needs a value for its input "x".',
    ]);
  });

  it('names an operation shortly only when one interface has it', async () => {
    const compiled = await compileText(`
node_types: {t: {interfaces: {i: {a: p.x, b: p.y}, j: {b: p.z}}}}
node_templates: {n: {type: t}}`);
    expect(Object.keys(compiled.plan?.nodes[0]?.operations ?? {}).sort()).toEqual(['a', 'i.a', 'i.b', 'j.b']);
  });
});

describe('what an implementation names', () => {
  async function operation(implementation: string, plugins = '') {
    const compiled = await compileFiles({
      'app/blueprint.yaml': '',
      'scripts/start.sh': '',
      'blueprint.yaml': `tosca_definitions_version: cloudify_dsl_1_3
plugins:
  script: {executor: host_agent, install: false}
  p: {executor: central_deployment_agent, install: false}
  ${plugins}
node_types: {t: {interfaces: {i: {op: ${implementation}}}}}
node_templates: {n: {type: t}}`,
    });
    return { operation: compiled.plan?.nodes[0]?.operations['i.op'], codes: codesOf(compiled), compiled };
  }

  it('a script of the blueprint', async () => {
    expect((await operation('scripts/start.sh')).operation).toMatchObject({
      plugin: 'script',
      operation: 'script_runner.tasks.run',
      executor: 'auto',
      inputs: { script_path: 'scripts/start.sh' },
    });
  });

  it('a script at an address, and one written in place', async () => {
    expect((await operation('"https://host/x.sh"')).operation?.inputs).toEqual({ script_path: 'https://host/x.sh' });
    expect((await operation('"#!/bin/sh\\ntrue\\n"')).operation?.inputs).toEqual({
      script_source: '#!/bin/sh\ntrue\n',
    });
  });

  it('no such script and no such plugin', async () => {
    expect((await operation('scripts/strat.sh')).codes).toEqual(['DSL0010']);
    const { codes, compiled } = await operation('scrpt.tasks.run');
    expect(codes).toEqual(['DSL0010']);
    expect(compiled.diagnostics[0]?.hint).toBe('Did you mean the plugin "script"?');
  });

  it('two plugins at once', async () => {
    expect((await operation('p.q.r', 'p.q: {executor: host_agent, install: false}')).codes).toEqual(['DSL0091']);
  });

  it('an input that would hide the script', async () => {
    const { codes } = await operation('{implementation: scripts/start.sh, inputs: {script_path: {default: x}}}');
    expect(codes).toEqual(['DSL0060']);
  });

  it('settings that cannot be', async () => {
    expect((await operation('{implementation: p.x, executor: hostagent}')).codes).toEqual(['DSL0028']);
    expect((await operation('{implementation: p.x, max_retries: -2}')).codes).toEqual(['DSL9040']);
    expect((await operation('{implementation: p.x, retry_interval: soon}')).codes).toEqual(['DSL0001']);
  });
});
