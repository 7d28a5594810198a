import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compileBlueprint } from '../../core/dsl/index.ts';
import { createCatalogueReader, definitionFile } from './catalogue.ts';

const catalogue = createCatalogueReader();

async function compileWith(imported: string, version: number) {
  const main = [
    `tosca_definitions_version: cloudify_dsl_1_${version}`,
    'imports:',
    `  - ${imported}`,
    'node_templates:',
    '  host:',
    '    type: cloudify.nodes.Compute',
    '    properties: { ip: 10.0.0.1 }',
    '  app:',
    '    type: cloudify.nodes.WebServer',
    '    relationships:',
    '      - { type: cloudify.relationships.contained_in, target: host }',
  ].join('\n');
  const reader = {
    read: async (location: string) => (location === 'blueprint.yaml' ? main : catalogue.read(location)),
    exists: () => false,
  };
  return compileBlueprint({ mainFile: 'blueprint.yaml', reader });
}

/** Import location, language version of the blueprint, definition file. */
const locations: [string, number, string][] = [
  ['cloudify/types/types.yaml', 0, 'types-3.2.yaml'],
  ['cloudify/types/types.yaml', 1, 'types-3.2.yaml'],
  ['cloudify/types/types.yaml', 2, 'types-3.3.yaml'],
  ['cloudify/types/types.yaml', 3, 'types_1_3.yaml'],
  ['cloudify/types/types.yaml', 4, 'types_1_4.yaml'],
  ['cloudify/types/types.yaml', 5, 'types-7.0.yaml'],
  ['http://www.getcloudify.org/spec/cloudify/3.1/types.yaml', 0, 'types-3.2.yaml'],
  ['http://www.getcloudify.org/spec/cloudify/3.2/types.yaml', 0, 'types-3.2.yaml'],
  ['http://getcloudify.org/spec/cloudify/3.2.1/types.yaml', 0, 'types-3.2.yaml'],
  ['http://www.getcloudify.org/spec/cloudify/3.3/types.yaml', 2, 'types-3.3.yaml'],
  ['http://www.getcloudify.org/spec/cloudify/3.3.1/types.yaml', 2, 'types-3.3.yaml'],
  ['http://www.getcloudify.org/spec/cloudify/3.4.2/types.yaml', 3, 'types-3.4.yaml'],
  ['http://www.getcloudify.org/spec/cloudify/4.0/types.yaml', 3, 'types-4.3.yaml'],
  ['http://www.getcloudify.org/spec/cloudify/4.3.1/types.yaml', 3, 'types-4.3.yaml'],
  ['http://www.getcloudify.org/spec/cloudify/4.5.5/types.yaml', 3, 'types-4.5.yaml'],
  ['http://www.getcloudify.org/spec/cloudify/5.0.5/types.yaml', 3, 'types-5.0.yaml'],
  ['https://cloudify.co/spec/cloudify/5.1.0/types.yaml', 3, 'types-5.2.yaml'],
  ['https://cloudify.co/spec/cloudify/6.2.0/types.yaml', 3, 'types-6.3.yaml'],
  ['https://cloudify.co/spec/cloudify/6.4.0/types.yaml', 4, 'types-6.4.yaml'],
  ['http://www.getcloudify.org/spec/cloudify/7.1.0.dev1/types.yaml', 5, 'types-7.0.yaml'],
  [
    'https://raw.githubusercontent.com/cloudify-cosmo/cloudify-manager/3.2.1-build/resources/rest-service/cloudify/types/types.yaml',
    0,
    'types-3.2.yaml',
  ],
  [
    'https://raw.githubusercontent.com/cloudify-cosmo/cloudify-manager/master/resources/rest-service/cloudify/types/types.yaml',
    5,
    'types-7.0.yaml',
  ],
];

describe('the catalogue of definition files', () => {
  it.each(locations)('answers %s of a 1_%i blueprint', async (location, version, file) => {
    const compiled = await compileWith(location, version);
    expect(compiled.diagnostics).toEqual([]);
    const used = Object.keys(compiled.sources).filter((source) => source !== 'blueprint.yaml');
    expect(used.map((source) => definitionFile(source))).toEqual([`builtin/definitions/${file}`]);
    expect(Object.keys(compiled.plan?.workflows ?? {})).toEqual(expect.arrayContaining(['install', 'uninstall']));
    expect(compiled.plan?.nodes.find((node) => node.id === 'app')?.host_id).toBe('host');
  });

  it('uses every file it has', () => {
    const files = readdirSync(join(import.meta.dirname, 'builtin/definitions'));
    expect(new Set(locations.map(([, , file]) => file))).toEqual(new Set(files));
  });

  it('knows nothing else', async () => {
    expect(await catalogue.read('http://example.org/types.yaml')).toBeNull();
    expect(await catalogue.read('resource:../../../etc/passwd')).toBeNull();
    expect(catalogue.exists('resource:cloudify/types/other.yaml')).toBe(false);
  });
});
