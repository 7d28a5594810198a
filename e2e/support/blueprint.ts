import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';

/** A tar.gz archive of some files. */
export async function packBlueprint(files: Record<string, string>): Promise<Buffer> {
  const archive = pack();
  for (const [name, text] of Object.entries(files)) archive.entry({ name, mode: 0o755 }, text);
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive.pipe(createGzip())) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** An archive: one program on one host (or on none), whose creation runs a script and is not tried again. */
export function oneProgram(host: string | null, script: string): Promise<Buffer> {
  const operation = '{implementation: scripts/create.sh, max_retries: 0}';
  const text = `tosca_definitions_version: cloudify_dsl_1_3
imports: [cloudify/types/types.yaml]
node_types:
  Host: {derived_from: cloudify.nodes.Compute, properties: {host_key: {default: ''}}}
node_templates:
  ${host === null ? '' : `host: {type: Host, properties: ${host}}`}
  program:
    type: cloudify.nodes.${host === null ? 'Root' : 'SoftwareComponent'}
    interfaces: {cloudify.interfaces.lifecycle: {create: ${operation}}}
    ${host === null ? '' : 'relationships: [{type: cloudify.relationships.contained_in, target: host}]'}
`;
  return packBlueprint({ 'blueprint.yaml': text, 'scripts/create.sh': `#!/bin/sh\n${script}\n` });
}

/** An archive: one program on a free host of the pool that has the label `role` with this value. */
export function onPooledHost(role: string, script: string): Promise<Buffer> {
  const text = `tosca_definitions_version: cloudify_dsl_1_3
imports: [cloudify/types/types.yaml, 'plugin:gantry-host-pool']
node_templates:
  machine: {type: gantry.nodes.PooledHost, properties: {labels: {role: ${role}}}}
  program:
    type: cloudify.nodes.SoftwareComponent
    interfaces: {cloudify.interfaces.lifecycle: {create: {implementation: scripts/create.sh, max_retries: 0}}}
    relationships: [{type: cloudify.relationships.contained_in, target: machine}]
`;
  return packBlueprint({ 'blueprint.yaml': text, 'scripts/create.sh': `#!/bin/sh\n${script}\n` });
}
