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
};
