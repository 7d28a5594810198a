import type { CodeExamples } from './code-example.ts';

/** Problems of files: YAML, versions and imports. */
export const fileExamples: CodeExamples = {
  2: {
    text: `
tosca_definitions_version: cloudify_dsl_1_5
imports:
  - cloudify/types/types.yaml
  - cloudify/types/types.yaml
`,
    whole: true,
  },
  3: {
    text: `
tosca_definitions_version: cloudify_dsl_1_5
imports:
  - cloudify/types/types.yaml
  - more.yaml
node_templates:
  host: { type: cloudify.nodes.Compute }
groups:
  hosts: { members: [host] }
policies:
  scale_hosts: { type: cloudify.policies.scaling, targets: [hosts] }
`,
    whole: true,
    files: {
      'more.yaml': `
policies:
  scale_more: { type: cloudify.policies.scaling, targets: [hosts] }
`,
    },
  },
  4: {
    text: `
tosca_definitions_version: cloudify_dsl_1_5
imports:
  - cloudify/types/types.yaml
  - more.yaml
inputs:
  port: { default: 80 }
`,
    whole: true,
    files: {
      'more.yaml': `
inputs:
  port: { default: 8080 }
`,
    },
  },
  13: {
    text: `
tosca_definitions_version: cloudify_dsl_1_5
imports:
  - no-such-file.yaml
`,
    whole: true,
  },
  27: {
    text: `
imports:
  - cloudify/types/types.yaml
node_templates:
  host: { type: cloudify.nodes.Compute }
`,
    whole: true,
  },
  28: {
    text: `
tosca_definitions_version: cloudify_dsl_1_2
imports:
  - newer.yaml
`,
    whole: true,
    files: { 'newer.yaml': 'tosca_definitions_version: cloudify_dsl_1_5\n' },
  },
  29: { text: 'tosca_definitions_version: cloudify_dsl_2_0\n', whole: true },
  102: {
    text: `
labels:
  team: { values: [web] }
resource_tags:
  owner: web
`,
    version: 2,
  },
  108: {
    text: `
inputs:
  city: { default: "Z\\u0000rich" }
`,
  },
  213: {
    text: `
tosca_definitions_version: cloudify_dsl_1_5
imports:
  - blueprint:database
`,
    whole: true,
  },
  214: {
    text: `
tosca_definitions_version: cloudify_dsl_1_5
imports:
  - builtin--cloudify/types/types.yaml
`,
    whole: true,
  },
  220: {
    text: `
tosca_definitions_version: cloudify_dsl_1_5
imports:
  - cloudify/types/types.yaml: { a: 1 }
    more.yaml: { b: 2 }
`,
    whole: true,
  },
  221: {
    text: `
tosca_definitions_version: cloudify_dsl_1_5
imports:
  - cloud.yaml: { regoin: north }
`,
    whole: true,
    files: {
      'cloud.yaml': `
plugins:
  cloud:
    executor: central_deployment_agent
    install: false
    properties:
      region: { type: string }
`,
    },
  },
  9000: {
    text: `
inputs:
  ports: { default: [80, 443 }
`,
  },
  9001: { text: `# ${'A very long comment. '.repeat(220_000)}\n` },
  9002: {
    text: `
inputs:
  deep: { default: ${'['.repeat(110)}1${']'.repeat(110)} }
`,
  },
  9003: {
    text: `
dsl_definitions:
  a: &a [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]
  b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
  c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
  d: &d [*c, *c, *c, *c, *c, *c, *c, *c, *c, *c]
  e: &e [*d, *d, *d, *d, *d, *d, *d, *d, *d, *d]
  f: [*e, *e, *e, *e, *e, *e, *e, *e, *e, *e]
`,
  },
  9004: {
    text: `
inputs:
  port: { default: 80 }
  port: { default: 8080 }
`,
  },
  9005: {
    text: `
inputs:
  port: { default: !port 80 }
`,
  },
  9006: {
    text: `
inputs:
  ? [a, b]
  : { default: 80 }
`,
  },
  9021: {
    text: `
upload_resources:
  plugin_resources: []
`,
  },
  9010: { text: '', absent: true },
};
