import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The published files of the wine cellar on Kubernetes; they are beside the project, and tests without them are skipped. */
export const cellarFolder = join(
  import.meta.dirname,
  '../../../../../shared/blueprints/hybrid-blueprint@f7eb98c/openstack-proxy-example',
);
export const cellarBlueprint = 'openstack-hybridservices-blueprint.yaml';

/** Where the proxy says that the database is. */
export const cellarDatabase = { ip: '10.20.30.40', port: 27400 };

/**
 * Takes the place of the proxies' plugin: its nodes have at once what a proxy would find out about another deployment.
 * The input `deployment_id` is here the address of the cluster.
 */
const standIn = `
node_types:
  cloudify.nodes.DeploymentProxy:
    derived_from: cloudify.nodes.Root
    properties: {inherit_outputs: {default: []}, timeout: {default: 30}, inherit_inputs: {default: false}}
    interfaces:
      cloudify.interfaces.lifecycle:
        start:
          implementation: script.script_runner.tasks.run
          executor: central_deployment_agent
          inputs: {script_path: {default: stand-in.sh}}
relationships:
  cloudify.relationships.connected_to_proxy: {derived_from: cloudify.relationships.connected_to}
`;
const standInScript = `#!/bin/sh
set -e
ctx instance runtime-properties kubernetes_info "@{\\"url\\": \\"$deployment_id\\"}"
ctx instance runtime-properties mongo_info '@${JSON.stringify(cellarDatabase)}'
`;

/** The published files, by their paths; only the proxies' plugin is another. */
export function cellarFiles(): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(cellarFolder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(cellarFolder.length + 1), readFileSync(path, 'utf8'));
  }
  files.set('plugins/cloudify-proxy-plugin/plugin.yaml', standIn).set('stand-in.sh', standInScript);
  // The types of the database name scripts that are not beside the project; nothing here uses them.
  for (const script of ['set-mongo-url.sh', 'set-mongo-cfgservers.py', 'set-mongo-dbservers.py'])
    files.set(`scripts/mongo/${script}`, '#!/bin/false\n');
  return files;
}

/** What a deployment of it is given. */
export function cellarInputs(server: string) {
  return {
    ...{ image: 'image', flavor: 'flavor', agent_user: 'ubuntu' },
    ...{ kub_deployment: server, mongo_deployment: server },
  };
}
