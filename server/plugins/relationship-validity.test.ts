import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DesignBuilder } from '../../core/design/build-design.ts';
import type { Design } from '../../core/design/design.ts';
import { Validity } from '../../core/design/validity.ts';
import { createCompiler } from '../../core/dsl/index.ts';
import { createCatalogueReader } from './catalogue.ts';

const catalogue = createCatalogueReader();

async function designOf(text: string): Promise<Design> {
  const compiler = createCompiler();
  const reader = {
    read: async (location: string, version?: number) =>
      location === 'blueprint.yaml' ? text : catalogue.read(location, version),
    exists: () => true,
  };
  await compiler.compile({ mainFile: 'blueprint.yaml', reader });
  if (compiler.built === null) throw new Error('The blueprint cannot be read.');
  return new DesignBuilder().build(compiler.built);
}

/** Every relationship whose two ends and type are known, with the verdict on it. */
function verdicts(design: Design) {
  const types = new Map(design.nodes.map(({ id, type }) => [id, type]));
  const judge = new Validity(design);
  return design.nodes.flatMap(({ id, type, relationships }) =>
    relationships.map((each) => {
      const choices = judge.connectionsOfTypes(type, types.get(each.target) ?? '');
      const refusal = choices.find((choice) => choice.type === each.type)?.refusal;
      return { name: `${id} -> ${each.target}`, type: each.type, refusal, first: choices[0]?.type };
    }),
  );
}

it.each(['wine-cellar', 'lighthouse'])('finds nothing wrong with the relationships of %s', async (name) => {
  const file = join(import.meta.dirname, '../../examples', name, 'blueprint.yaml');
  const design = await designOf(await readFile(file, 'utf8'));
  const found = verdicts(design);
  expect(found.length).toBeGreaterThan(0);
  expect(found.filter(({ refusal }) => refusal !== null)).toEqual([]);
});

it('offers the types of plugins first where the field uses them', async () => {
  const connect = (type: string, target: string) => `{ type: cloudify.${type}, target: ${target} }`;
  const design = await designOf(`tosca_definitions_version: cloudify_dsl_1_3
imports: [cloudify/types/types.yaml, 'plugin:cloudify-openstack-plugin', 'plugin:cloudify-kubernetes-plugin?version=1.0.0']
node_templates:
  net: { type: cloudify.openstack.nodes.Network }
  subnet:
    type: cloudify.openstack.nodes.Subnet
    relationships: [${connect('relationships.contained_in', 'net')}, ${connect('openstack.subnet_connected_to_router', 'router')}]
  router: { type: cloudify.openstack.nodes.Router }
  group: { type: cloudify.openstack.nodes.SecurityGroup }
  port:
    type: cloudify.openstack.nodes.Port
    relationships: [${connect('relationships.contained_in', 'net')}, ${connect('openstack.port_connected_to_security_group', 'group')}]
  key: { type: cloudify.openstack.nodes.KeyPair }
  address: { type: cloudify.openstack.nodes.FloatingIP }
  vm:
    type: cloudify.openstack.nodes.Server
    relationships:
      - ${connect('openstack.server_connected_to_port', 'port')}
      - ${connect('openstack.server_connected_to_keypair', 'key')}
      - ${connect('openstack.server_connected_to_floating_ip', 'address')}
  disk: { type: cloudify.openstack.nodes.Volume, relationships: [${connect('openstack.volume_attached_to_server', 'vm')}] }
`);
  const found = verdicts(design);
  expect(found.filter(({ refusal }) => refusal !== null)).toEqual([]);
  const special = found.filter(({ type }) => type.startsWith('cloudify.openstack.'));
  expect(special.filter(({ type, first }) => type !== first)).toEqual([]);
  expect(new Validity(design).nesting('vm', 'subnet')).toEqual({
    ok: false,
    reason: 'Subnet cannot hold Compute; connect them instead.',
  });
});
