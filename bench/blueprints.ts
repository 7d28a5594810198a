/** How the nodes of a generated blueprint relate to each other. */
export type Shape = 'flat' | 'tree' | 'chain';

export const shapes: readonly Shape[] = ['flat', 'tree', 'chain'];

const head = `tosca_definitions_version: cloudify_dsl_1_4
plugins:
  bench: {executor: central_deployment_agent, install: false}
node_types:
  cloudify.nodes.Root:
    interfaces:
      cloudify.interfaces.lifecycle: {create: {}, configure: {}, start: {}, stop: {}, delete: {}}
  bench.Node:
    derived_from: cloudify.nodes.Root
    interfaces:
      cloudify.interfaces.lifecycle:
        create: bench.noop
        configure: bench.noop
        start: bench.noop
        stop: bench.noop
        delete: bench.noop
relationships:
  cloudify.relationships.depends_on: {properties: {connection_type: {default: all_to_all}}}
  cloudify.relationships.contained_in: {derived_from: cloudify.relationships.depends_on}
  cloudify.relationships.connected_to: {derived_from: cloudify.relationships.depends_on}
node_templates:
`;

/** Instances that a tree holds in each of its hosts, and links of a chain side by side. */
const fanOut = 10;

/**
 * A blueprint of exactly `instances` node instances, each with five operations that do nothing. flat: one node, no
 * order. tree: hosts with nine instances in each. chain: ten chains, every link a node of its own.
 */
export function engineBlueprint(shape: Shape, instances: number): string {
  if (shape === 'flat') return head + node('a', { count: instances });
  if (shape === 'tree') {
    const hosts = Math.max(1, Math.floor(instances / fanOut));
    const inside = Math.floor((instances - hosts) / hosts);
    const rest = instances - hosts * (1 + inside);
    const parts = [node('host', { count: hosts }), node('part', { count: inside, needs: ['contained_in', 'host'] })];
    if (rest > 0) parts.push(node('rest', { count: rest }));
    return head + parts.join('');
  }
  const links = Array.from({ length: instances }, (_, i) =>
    node(`n${i}`, i < fanOut ? {} : { needs: ['connected_to', `n${i - fanOut}`] }),
  );
  return head + links.join('');
}

function node(name: string, wants: { count?: number; needs?: readonly [kind: string, target: string] }): string {
  const lines = [`  ${name}:`, '    type: bench.Node'];
  if (wants.count !== undefined) {
    lines.push(`    capabilities: {scalable: {properties: {default_instances: ${wants.count}}}}`);
  }
  if (wants.needs) {
    const [kind, target] = wants.needs;
    lines.push('    relationships:', `      - {type: cloudify.relationships.${kind}, target: ${target}}`);
  }
  return `${lines.join('\n')}\n`;
}

const applicationHead = `tosca_definitions_version: cloudify_dsl_1_3
inputs:
  region: {type: string, default: north}
  port: {type: integer, default: 8080}
plugins:
  bench: {executor: central_deployment_agent, install: false}
node_types:
  cloudify.nodes.Root:
    interfaces:
      cloudify.interfaces.lifecycle: {create: {}, configure: {}, start: {}, stop: {}, delete: {}}
  bench.Machine:
    derived_from: cloudify.nodes.Root
    properties: {ip: {default: ''}, region: {default: ''}, labels: {default: []}}
  bench.Service:
    derived_from: cloudify.nodes.Root
    properties:
      title: {type: string}
      settings: {default: {}}
      upstream: {default: ''}
      address: {default: ''}
relationships:
  cloudify.relationships.depends_on: {properties: {connection_type: {default: all_to_all}}}
  cloudify.relationships.contained_in: {derived_from: cloudify.relationships.depends_on}
  cloudify.relationships.connected_to:
    derived_from: cloudify.relationships.depends_on
    source_interfaces: {cloudify.interfaces.relationship_lifecycle: {establish: {}, unlink: {}}}
    target_interfaces: {cloudify.interfaces.relationship_lifecycle: {establish: {}, unlink: {}}}
node_templates:
`;

/** A blueprint of `templates` node templates with properties, functions and operations, as larger ones have them. */
export function applicationBlueprint(templates: number): string {
  return (
    applicationHead + Array.from({ length: templates }, (_, i) => (i % 3 === 0 ? machine(i) : service(i))).join('')
  );
}

/** A blueprint of three node templates that expands to `instances` node instances. */
export function scaledBlueprint(instances: number): string {
  const count = Math.floor(instances / 3);
  const scaled = machine(0).replace(
    '    interfaces:',
    `    capabilities: {scalable: {properties: {default_instances: ${count}}}}\n    interfaces:`,
  );
  return applicationHead + scaled + service(1) + service(2);
}

function machine(i: number): string {
  return `  machine_${i}:
    type: bench.Machine
    properties: {ip: 10.${(i >> 16) % 256}.${(i >> 8) % 256}.${i % 256}, region: {get_input: region}, labels: [a, b, l${i}]}
${operations(`machine_${i}`)}`;
}

function service(i: number): string {
  const host = i - (i % 3);
  const upstream = i % 3 === 2 ? `service_${i - 1}` : undefined;
  const lines = [
    `  service_${i}:`,
    '    type: bench.Service',
    '    properties:',
    `      title: service ${i}`,
    `      settings: {retries: 3, list: [1, 2, {k: v${i}}], port: {get_input: port}}`,
    `      address: {concat: ['http://', {get_property: [SELF, title]}, ':', {get_input: port}]}`,
  ];
  if (upstream) lines.push(`      upstream: {get_property: [${upstream}, title]}`);
  lines.push(operations(`service_${i}`).trimEnd(), '    relationships:');
  lines.push(`      - {type: cloudify.relationships.contained_in, target: machine_${host}}`);
  if (upstream) {
    lines.push(
      `      - {type: cloudify.relationships.connected_to, target: ${upstream}, properties: {connection_type: all_to_one}}`,
    );
  }
  return `${lines.join('\n')}\n`;
}

function operations(name: string): string {
  return `    interfaces:
      cloudify.interfaces.lifecycle:
        create: {implementation: bench.create, inputs: {name: ${name}, region: {get_input: region}}}
        start: {implementation: bench.start, inputs: {port: {get_input: port}}, max_retries: 3}
        stop: {implementation: bench.stop, inputs: {address: {get_attribute: [SELF, address]}}}
`;
}
