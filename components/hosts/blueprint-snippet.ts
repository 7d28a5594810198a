import type { HostView } from '../../server/api/contract.ts';
import type { Labels } from './label-text.ts';

type Named = Pick<HostView, 'name' | 'address' | 'port' | 'user' | 'keySecret' | 'passwordSecret'>;

/** A node template that takes a free host with these labels, and the imports that it needs. */
export function pooledNode(labels: Labels): string {
  const keys = Object.keys(labels).sort();
  return [
    'imports:',
    '  - cloudify/types/types.yaml',
    '  - plugin:gantry-host-pool',
    '',
    'node_templates:',
    '  machine:',
    '    type: gantry.nodes.PooledHost',
    ...(keys.length === 0 ? [] : ['    properties:', '      labels:']),
    ...keys.map((key) => `        ${scalar(key)}: ${oneOrMore(labels[key] ?? [])}`),
    '',
  ].join('\n');
}

/** A node template that names one host; its secrets are fetched by their names. */
export function addressedNode(host: Named): string {
  const agent = [
    ['user', host.user && scalar(host.user)],
    ['port', String(host.port)],
    ['key', host.keySecret && `{ get_secret: ${scalar(host.keySecret)} }`],
    ['password', host.keySecret ? null : host.passwordSecret && `{ get_secret: ${scalar(host.passwordSecret)} }`],
  ] as const;
  return [
    'node_templates:',
    `  ${/^[A-Za-z][A-Za-z0-9_-]*$/.test(host.name) ? host.name : 'machine'}:`,
    '    type: cloudify.nodes.Compute',
    '    properties:',
    `      ip: ${scalar(host.address)}`,
    '      agent_config:',
    '        install_method: none',
    ...agent.flatMap(([key, value]) => (value ? [`        ${key}: ${value}`] : [])),
    '',
  ].join('\n');
}

function oneOrMore(values: readonly string[]): string {
  return values.length === 1 ? scalar(values[0] ?? '') : `[${values.map(scalar).join(', ')}]`;
}

/** Plain where YAML reads it back as the same text, quoted elsewhere. */
function scalar(text: string): string {
  const isPlain = /^[A-Za-z_][A-Za-z0-9_./-]*$/.test(text) || /^\d+\.\d+\.\d+\.\d+$/.test(text);
  return isPlain && !/^(?:true|false|yes|no|on|off|null|y|n)$/i.test(text) ? text : JSON.stringify(text);
}
