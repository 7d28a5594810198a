import type { CodeExamples } from './code-example.ts';

/** Problems of types, plugins, inputs and values. */
export const definitionExamples: CodeExamples = {
  1: {
    text: `
node_templates:
  host:
    type: cloudify.nodes.Compute
    propertys: { ip: 10.0.0.1 }
`,
  },
  18: {
    text: `
plugins:
  cloud: { executor: manager, install: false }
`,
  },
  50: {
    text: `
plugins:
  cloud: { executor: central_deployment_agent }
`,
  },
  100: {
    text: `
node_types:
  first: { derived_from: second }
  second: { derived_from: first }
`,
  },
  103: {
    text: `
node_types:
  server: { derived_from: cloudify.nodes.Compte }
`,
  },
  104: {
    text: `
data_types:
  string: { properties: { text: {} } }
`,
  },
  105: {
    text: `
node_types:
  service:
    derived_from: cloudify.nodes.Root
    properties: { port: { type: integer } }
node_templates:
  web:
    type: service
    properties: { port: eighty }
`,
  },
  106: {
    text: `
node_templates:
  host:
    type: cloudify.nodes.Compute
    properties: { adress: 10.0.0.1 }
`,
  },
  107: {
    text: `
node_types:
  service:
    derived_from: cloudify.nodes.Root
    properties: { port: { type: integer } }
node_templates:
  web: { type: service }
`,
  },
  212: {
    text: `
inputs:
  port:
    type: integer
    constraints:
      - in_range: [1, many]
`,
  },
  215: {
    text: `
inputs:
  token: { type: string, hidden: true }
`,
  },
  217: {
    text: `
inputs:
  ports: { type: list, item_type: port }
`,
  },
  218: {
    text: `
inputs:
  port: { type: integer, item_type: integer }
`,
  },
  219: {
    text: `
inputs:
  reuse: { type: boolean }
node_templates:
  network:
    type: cloudify.nodes.Network
    properties: { use_external_resource: { get_input: reuse } }
`,
  },
  9035: {
    text: `
inputs:
  port:
    type: integer
    default: 0
    constraints:
      - in_range: [1, 65535]
`,
  },
  9040: {
    text: `
node_types:
  service:
    derived_from: cloudify.nodes.Root
    interfaces:
      cloudify.interfaces.lifecycle:
        start: { implementation: '', max_retries: -2 }
`,
  },
  9041: {
    text: `
inputs:
  name:
    type: string
    constraints:
      - pattern: '(?=.*[0-9]).*'
`,
  },
  9051: {
    text: `
node_templates:
  host: { type: cloudify.nodes.Compute }
labels:
  address: { values: [{ get_attribute: [host, ip] }] }
`,
  },
  9054: {
    text: `
inputs:
  port:
    type: integer
    display: { rows: 3 }
`,
  },
  9072: {
    text: `
deployment_settings:
  default_schedules:
    nightly: { workflow: restart, since: tomorrow }
`,
  },
};
