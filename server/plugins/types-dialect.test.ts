import { describe, expect, it } from 'vitest';
import { compileBlueprint } from '../../core/dsl/index.ts';
import { createCatalogueReader } from './catalogue.ts';
import { dialectOf } from './types-dialect.ts';

const spec = (version: string) => `http://www.getcloudify.org/spec/cloudify/${version}/types.yaml`;

async function dialectOfBlueprint(version: string, ...imports: string[]): Promise<string> {
  const text = `tosca_definitions_version: cloudify_dsl_${version}\nimports: ${JSON.stringify(imports)}\nnode_templates:\n  one: { type: cloudify.nodes.Root }\n`;
  const catalogue = createCatalogueReader();
  const { plan, sources, diagnostics } = await compileBlueprint({
    mainFile: 'blueprint.yaml',
    reader: {
      read: async (location, minor) => (location === 'blueprint.yaml' ? text : catalogue.read(location, minor)),
      exists: (location) => location === 'blueprint.yaml' || catalogue.exists(location),
    },
  });
  if (plan === null) throw new Error(JSON.stringify(diagnostics));
  return dialectOf(Object.keys(sources));
}

describe('the dialect of a blueprint', () => {
  it.each<[string, string, 'v3' | 'v5']>([
    ['1_0', spec('3.1'), 'v3'],
    ['1_1', spec('3.2.1'), 'v3'],
    ['1_2', spec('3.3.1'), 'v3'],
    ['1_3', spec('3.4'), 'v3'],
    ['1_3', spec('4.0'), 'v3'],
    ['1_3', spec('4.5.5'), 'v3'],
    ['1_3', spec('5.0.0'), 'v5'],
    ['1_3', spec('5.0.5'), 'v5'],
    ['1_3', spec('5.1.0'), 'v5'],
    ['1_4', spec('6.3'), 'v5'],
    ['1_5', spec('7.0'), 'v5'],
    ['1_0', 'cloudify/types/types.yaml', 'v3'],
    ['1_2', 'cloudify/types/types.yaml', 'v3'],
    ['1_3', 'cloudify/types/types.yaml', 'v5'],
    ['1_4', 'cloudify/types/types.yaml', 'v5'],
    ['1_5', 'cloudify/types/types.yaml', 'v5'],
  ])('of the language %s that imports %s is %s', async (version, location, dialect) => {
    expect(await dialectOfBlueprint(version, location)).toBe(dialect);
  });

  it('is decided by the first types file', () => {
    expect(dialectOf(['blueprint.yaml', 'lib/own.yaml', spec('3.4'), spec('6.3')])).toBe('v3');
    expect(dialectOf(['blueprint.yaml', spec('6.3'), spec('3.4')])).toBe('v5');
  });

  it('is that of today without types', () => {
    expect(dialectOf(['blueprint.yaml', 'types.yaml'])).toBe('v5');
    expect(dialectOf([])).toBe('v5');
  });
});
