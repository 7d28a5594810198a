import type { CodeExamples } from './code-example.ts';

const twoServers = (connection: string) => `
node_templates:
  web:
    type: cloudify.nodes.WebServer
    capabilities:
      scalable: { properties: { default_instances: 2 } }
    relationships:
      - type: cloudify.relationships.connected_to
        target: host
        properties: { connection_type: ${connection} }
  host:
    type: cloudify.nodes.Compute
    capabilities:
      scalable: { properties: { default_instances: 2 } }
`;

/** Problems of laying out node instances; they show when a deployment is created or changed. */
export const instanceExamples: CodeExamples = {
  9068: { text: twoServers('some_to_some') },
  9069: {
    text: `
relationships:
  near: {}
node_templates:
  web:
    type: cloudify.nodes.WebServer
    relationships:
      - { type: near, target: host }
  host: { type: cloudify.nodes.Compute }
`,
  },
  9070: { text: twoServers('all_to_one'), modified: { before: twoServers('all_to_all'), instances: { web: 3 } } },
  9071: {
    text: `${twoServers('all_to_one').trimEnd()}
groups:
  both: { members: [web, host] }
policies:
  scale: { type: cloudify.policies.scaling, targets: [both] }
`,
  },
};
