import { describe, expect, it } from 'vitest';
import type { SourceReader } from '../../ports/ports.ts';
import type { Compilation } from '../compilation.ts';
import { compileBlueprint } from '../compile.ts';
import { codesOf, problemsOf } from '../testing/virtual-blueprint.ts';

const version = (minor: number) => `tosca_definitions_version: cloudify_dsl_1_${minor}\n`;

type Blueprints = Record<string, Record<string, string>>;

/** Compiles `blueprint.yaml` of the blueprint `main`; the others can be imported by their names. */
function compileAmong(blueprints: Blueprints): Promise<Compilation> {
  const readerOf = (files: Record<string, string>): SourceReader => ({
    read: async (location) => files[location] ?? null,
    exists: (location) => location in files,
    blueprint: async (id) => {
      const found = blueprints[id];
      return found === undefined ? null : { mainFile: 'blueprint.yaml', reader: readerOf(found) };
    },
  });
  return compileBlueprint({ mainFile: 'blueprint.yaml', reader: readerOf(blueprints['main'] ?? {}) });
}

describe('the import of another blueprint', () => {
  it('brings all it is made of under the namespace, and is listed', async () => {
    const compiled = await compileAmong({
      main: { 'blueprint.yaml': `${version(5)}imports: [ns--blueprint:db]\nimported_blueprints: [older]` },
      db: {
        'blueprint.yaml': `${version(3)}imports: [lib/a.yaml, in--blueprint:net]\ninputs: {x: {}}`,
        'lib/a.yaml': 'node_types: {t: {}}\nnode_templates: {n: {type: t}}',
      },
      net: { 'blueprint.yaml': `${version(3)}outputs: {o: {value: {get_input: i}}}\ninputs: {i: {}}` },
    });
    expect(problemsOf(compiled)).toEqual([]);
    expect(compiled.plan).toMatchObject({
      nodes: [{ id: 'ns--n', type: 'ns--t' }],
      inputs: { 'ns--x': {}, 'ns--in--i': {} },
      outputs: { 'ns--in--o': { value: { get_input: 'ns--in--i' } } },
      imported_blueprints: ['db', 'older', 'net'],
      namespaces_mapping: { ns: 'db', 'ns--in': 'net' },
    });
    expect(Object.keys(compiled.sources)).toContain('blueprint:db/lib/a.yaml');
  });

  it('trusts its scripts, which were checked when it was uploaded', async () => {
    const compiled = await compileAmong({
      main: { 'blueprint.yaml': `${version(3)}imports: [ns--blueprint:db]` },
      db: {
        'blueprint.yaml': `${version(3)}plugins: {script: {executor: host_agent, install: false}}\nworkflows: {w: scripts/w.py}`,
      },
    });
    expect(problemsOf(compiled)).toEqual([]);
    expect(compiled.plan?.workflows['ns--w']).toMatchObject({
      parameters: { script_path: { default: 'ns--scripts/w.py' } },
    });
  });

  it('is not held to versions by what it imports itself', async () => {
    const compiled = await compileAmong({
      main: { 'blueprint.yaml': `${version(3)}imports: [ns--blueprint:old]` },
      old: { 'blueprint.yaml': `${version(0)}imports: [a.yaml]`, 'a.yaml': `${version(5)}inputs: {x: {}}` },
    });
    expect(problemsOf(compiled)).toEqual([]);
    expect(compiled.plan?.inputs).toEqual({ 'ns--x': {} });
  });

  it.each([
    ['is newer', `${version(5)}`, 'DSL0028'],
    ['declares no version', 'inputs: {}', 'DSL0027'],
    ['imports itself', `${version(3)}imports: [in--blueprint:other]`, 'DSL0013'],
    ['cannot be found', null, 'DSL0013'],
  ])('is refused when it %s', async (_what, text, code) => {
    const compiled = await compileAmong({
      main: { 'blueprint.yaml': `${version(3)}imports: [ns--blueprint:other]` },
      ...(text === null ? {} : { other: { 'blueprint.yaml': text } }),
    });
    expect(codesOf(compiled)).toEqual([code]);
  });

  it('needs a namespace of its own', async () => {
    const compiled = await compileAmong({
      main: { 'blueprint.yaml': `${version(3)}imports: [ns--blueprint:a, ns--blueprint:b]` },
      a: { 'blueprint.yaml': version(3) },
      b: { 'blueprint.yaml': version(3) },
    });
    expect(codesOf(compiled)).toEqual(['DSL0214']);
  });
});
