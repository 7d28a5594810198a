import { describe, expect, it } from 'vitest';
import { compileBlueprint } from '../../../core/dsl/index.ts';
import { findUnrunnableOperations } from './unrunnable-operations.ts';

const runnable = new Set(['script.script_runner.tasks.run']);
const mainFile = 'blueprint.yaml';

async function findIn(nodes: string) {
  const text = `tosca_definitions_version: cloudify_dsl_1_3
plugins:
  script: { executor: central_deployment_agent, install: false }
  cloud: { executor: central_deployment_agent, install: false }
node_types:
  t: {}
relationships:
  r: { source_interfaces: { i: { link: cloud.net.link, unlink: {} } } }
node_templates:
${nodes}`;
  const reader = {
    read: async (location: string) => (location === mainFile ? text : null),
    exists: (location: string) => location === 'run.sh',
  };
  const compiled = await compileBlueprint({ mainFile, reader });
  expect(compiled.diagnostics).toEqual([]);
  return findUnrunnableOperations(compiled, mainFile, runnable);
}

describe('operations that nothing here runs', () => {
  it('are named with the node, and what to do', async () => {
    const [warning, ...others] = await findIn(
      '  a: { type: t, interfaces: { i: { create: cloud.server.create, start: run.sh, stop: {} } } }',
    );
    expect(others).toEqual([]);
    expect(warning).toMatchObject({
      severity: 'warning',
      code: 'UPL0004',
      detail: '"i.create" of the node "a" is "cloud.server.create", and this product has no such operation.',
      hint: expect.stringContaining('script in the blueprint'),
      range: { file: mainFile, start: { line: 10, column: 3 } },
    });
  });

  it('are told once each, with the other nodes', async () => {
    const found = await findIn(
      ['a', 'b', 'c'].map((name) => `  ${name}: { type: t, interfaces: { i: { create: cloud.create } } }`).join('\n'),
    );
    expect(found.map(({ detail }) => detail)).toEqual([
      '"i.create" of the node "a" is "cloud.create", and this product has no such operation. The same is used by "b", "c".',
    ]);
  });

  it('are found in relationships', async () => {
    const found = await findIn('  a: { type: t }\n  b: { type: t, relationships: [{ type: r, target: a }] }');
    expect(found.map(({ detail }) => detail)).toEqual([
      '"i.link" of the relationship of the node "b" to "a" is "cloud.net.link", and this product has no such operation.',
    ]);
  });

  it('of a plugin that is known are compared with those it has', async () => {
    const [warning] = await findIn('  a: { type: t, interfaces: { i: { create: script.script_runner.tasks.rum } } }');
    expect(warning?.hint).toBe('Did you mean "script.script_runner.tasks.run"?');
  });

  it('are none where agents would be installed', async () => {
    const agent = 'cloudify.interfaces.cloudify_agent: { create: cloud.agent.create }';
    expect(await findIn(`  a: { type: t, interfaces: { ${agent} } }`)).toEqual([]);
  });

  it('are none of a blueprint that does not compile', () => {
    const nothing = { plan: null, diagnostics: [], sources: {}, nodeRanges: {} };
    expect(findUnrunnableOperations(nothing, mainFile, runnable)).toEqual([]);
  });
});
