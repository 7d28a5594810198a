import type { CodeExamples } from './code-example.ts';

/** Problems of intrinsic functions and of the inputs of a deployment. */
export const functionExamples: CodeExamples = {
  9030: {
    text: `
inputs:
  port: { default: 80 }
outputs:
  port: { value: { get_input: prot } }
`,
  },
  9031: {
    text: `
node_templates:
  host: { type: cloudify.nodes.Compute }
outputs:
  address: { value: { get_property: [host, address] } }
`,
  },
  9032: {
    text: `
outputs:
  text: { value: { concat: not a list } }
`,
  },
  9033: {
    text: `
node_templates:
  host: { type: cloudify.nodes.Compute }
outputs:
  address: { value: { get_attribute: [hots, ip] } }
`,
  },
  9034: {
    text: `
outputs:
  address: { value: { get_attribute: [SELF, ip] } }
`,
  },
  9052: {
    text: `
inputs:
  port:
    type: integer
    constraints:
      - in_range: [1, 65535]
`,
    inputs: { port: { get_secret: 'port' } },
  },
  9053: {
    text: `
inputs:
  port: { type: integer }
`,
    inputs: { port: 'eighty' },
  },
  9061: {
    text: `
inputs:
  port: { type: integer }
  name: { type: string }
`,
    inputs: { name: 'shop' },
  },
  9062: {
    text: `
inputs:
  endpoint: { default: { port: 80 } }
outputs:
  port: { value: { get_input: [endpoint, prot] } }
`,
  },
  9063: {
    text: `
outputs:
  password: { value: { get_secret: pasword } }
`,
    secrets: ['password'],
  },
  9064: {
    text: `
outputs:
  password: { value: { get_secret: password } }
`,
    secrets: null,
  },
  9065: {
    text: `
node_types:
  service:
    derived_from: cloudify.nodes.Root
    properties: { first: {}, second: {} }
node_templates:
  web:
    type: service
    properties:
      first: { get_property: [SELF, second] }
      second: { get_property: [SELF, first] }
`,
  },
  9066: {
    text: `
outputs:
  who: { value: { get_sys: [deploymet, owner] } }
`,
  },
  9067: {
    text: `
outputs:
  who: { value: { get_sys: [deployment, creator] } }
`,
  },
};
