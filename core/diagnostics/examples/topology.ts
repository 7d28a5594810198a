import type { CodeExamples } from './code-example.ts';

/** Problems of node templates, their relationships, operations, groups and policies. */
export const topologyExamples: CodeExamples = {
  7: {
    text: `
node_templates:
  host: { type: cloudify.nodes.Compuet }
`,
  },
  10: {
    text: `
node_templates:
  host:
    type: cloudify.nodes.Compute
    interfaces:
      cloudify.interfaces.lifecycle: { start: scripts/missing.sh }
`,
  },
  19: {
    text: `
relationships:
  uses:
    derived_from: cloudify.relationships.connected_to
    source_interfaces:
      cloudify.interfaces.relationship_lifecycle: { establish: scripts/missing.sh }
`,
  },
  21: {
    text: `
workflows:
  back_up: scripts/missing.py
`,
  },
  23: {
    text: `
node_templates:
  host:
    type: cloudify.nodes.Compute
    relationships:
      - { type: cloudify.relationships.connected_to, target: host }
`,
  },
  24: {
    text: `
plugins:
  shop: { executor: host_agent, install: false }
node_templates:
  web:
    type: cloudify.nodes.WebServer
    interfaces:
      cloudify.interfaces.lifecycle: { start: shop.start }
`,
  },
  25: {
    text: `
node_templates:
  web:
    type: cloudify.nodes.WebServer
    relationships:
      - { type: cloudify.relationships.contained_in, target: hots }
  host: { type: cloudify.nodes.Compute }
`,
  },
  26: {
    text: `
node_templates:
  web:
    type: cloudify.nodes.WebServer
    relationships:
      - { type: cloudify.relationships.contained_by, target: host }
  host: { type: cloudify.nodes.Compute }
`,
  },
  40: {
    text: `
node_templates:
  host: { type: cloudify.nodes.Compute }
groups:
  hosts: { members: [hots] }
`,
  },
  41: {
    text: `
node_templates:
  host: { type: cloudify.nodes.Compute }
groups:
  hosts:
    members: [host]
    policies:
      watch: { type: no.such.policy }
`,
  },
  42: {
    text: `
policy_types:
  quiet: { source: policies/quiet.clj, properties: {} }
node_templates:
  host: { type: cloudify.nodes.Compute }
groups:
  hosts:
    members: [host]
    policies:
      watch:
        type: quiet
        triggers: { heal: { type: no.such.trigger } }
`,
  },
  60: {
    text: `
node_templates:
  host:
    type: cloudify.nodes.Compute
    interfaces:
      cloudify.interfaces.lifecycle:
        start:
          implementation: scripts/start.sh
          inputs: { script_path: other.sh }
`,
    files: { 'scripts/start.sh': '#!/bin/sh\n' },
  },
  61: {
    text: `
tosca_definitions_version: cloudify_dsl_1_5
node_types:
  service:
    interfaces:
      life: { start: scripts/start.sh }
node_templates:
  web: { type: service }
`,
    whole: true,
    files: { 'scripts/start.sh': '#!/bin/sh\n' },
  },
  91: {
    text: `
plugins:
  cloud: { executor: central_deployment_agent, install: false }
  cloud.servers: { executor: central_deployment_agent, install: false }
node_templates:
  host:
    type: cloudify.nodes.Compute
    interfaces:
      cloudify.interfaces.lifecycle: { create: cloud.servers.create }
`,
  },
  112: {
    text: `
node_templates:
  web:
    type: cloudify.nodes.WebServer
    relationships:
      - { type: cloudify.relationships.contained_in, target: host_1 }
      - { type: cloudify.relationships.contained_in, target: host_2 }
  host_1: { type: cloudify.nodes.Compute }
  host_2: { type: cloudify.nodes.Compute }
`,
  },
  200: {
    text: `
groups:
  first: { members: [second] }
  second: { members: [first] }
policies:
  scale: { type: cloudify.policies.scaling, targets: [first, second] }
`,
  },
  201: {
    text: `
node_templates:
  host: { type: cloudify.nodes.Compute }
groups:
  first: { members: [host] }
  second: { members: [host] }
policies:
  scale: { type: cloudify.policies.scaling, targets: [first, second] }
`,
  },
  202: {
    text: `
node_templates:
  host: { type: cloudify.nodes.Compute }
  web:
    type: cloudify.nodes.WebServer
    relationships:
      - { type: cloudify.relationships.contained_in, target: host }
  network: { type: cloudify.nodes.Network }
groups:
  both: { members: [web, network] }
policies:
  scale: { type: cloudify.policies.scaling, targets: [both] }
`,
  },
  204: {
    text: `
node_templates:
  host: { type: cloudify.nodes.Compute }
groups:
  hosts: { members: [host] }
policies:
  scale: { type: scaling, targets: [hosts] }
`,
  },
  205: {
    text: `
node_templates:
  host: { type: cloudify.nodes.Compute }
policies:
  scale: { type: cloudify.policies.scaling, targets: [host] }
`,
  },
  206: {
    text: `
policies:
  scale: { type: cloudify.policies.scaling, targets: [] }
`,
  },
  207: {
    text: `
node_templates:
  host:
    type: cloudify.nodes.Compute
    capabilities:
      scalable: { properties: { default_instances: 5, max_instances: 3 } }
`,
  },
  208: {
    text: `
node_templates:
  host:
    type: cloudify.nodes.Compute
    capabilities:
      scalable: { properties: { max_instances: MANY } }
`,
  },
  209: {
    text: `
node_templates:
  host:
    type: cloudify.nodes.Compute
    instances: { deploy: 2 }
    capabilities:
      scalable: { properties: { default_instances: 2 } }
`,
  },
  210: {
    text: `
node_templates:
  host:
    type: cloudify.nodes.Compute
    capabilities:
      scalable: { properties: { default_instances: { count: 2 } } }
`,
  },
  211: {
    text: `
node_templates:
  host: { type: cloudify.nodes.Compute }
groups:
  host: { members: [host] }
`,
  },
  216: {
    text: `
node_templates:
  database:
    type: cloudify.nodes.Root
    interfaces:
      cloudify.interfaces.lifecycle: { create: {} }
  web:
    type: cloudify.nodes.Root
    relationships:
      - type: cloudify.relationships.depends_on_lifecycle_operation
        target: database
        properties: { operation: start }
`,
  },
  9037: {
    text: `
node_templates:
  web:
    type: cloudify.nodes.WebServer
    relationships:
      - { type: cloudify.relationships.contained_in, target: host }
      - { type: cloudify.relationships.connected_to, target: host }
  host: { type: cloudify.nodes.Compute }
`,
  },
  9036: {
    text: `
node_templates:
  host: { type: cloudify.nodes.Compute }
groups:
  inner: { members: [host] }
  outer: { members: [inner] }
policies:
  scale: { type: cloudify.policies.scaling, targets: [outer] }
`,
  },
};
