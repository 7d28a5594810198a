import type { DesignType, DesignTypes } from './design.ts';

/*
 * The field names relationship types after their two ends, "server_connected_to_port", and says nowhere else what they
 * are for. An end that is named like a node type of the same file is for nodes of that type; any other word is a hint.
 */

const joints = [
  'connected_to',
  'contained_in',
  'attached_to',
  'depends_on',
  'applied_to',
  'managed_by',
  'installed_on',
];
const pattern = new RegExp(`^(?:(.+)_)?(?:${joints.join('|')})(?:_(.+))?$`);

/** What the name of a relationship type says of one of its ends. */
interface End {
  /** As it is written in the name, without underscores. */
  word: string;
  /** Node types that the word stands for; null when it is only a hint. */
  types: readonly string[] | null;
}

export interface Ends {
  source: End | null;
  target: End | null;
}

/** What the name of a relationship type says of its ends. */
export function endsOf(type: DesignType, nodes: DesignTypes['nodes']): Ends {
  const [, source, target] = pattern.exec(lastWord(type.name)) ?? [];
  return { source: endOf(source, type, nodes), target: endOf(target, type, nodes) };
}

function endOf(name: string | undefined, { from }: DesignType, nodes: DesignTypes['nodes']): End | null {
  if (name === undefined) return null;
  const word = plain(name);
  const types = Object.values(nodes).filter((node) => node.from === from && plain(lastWord(node.name)) === word);
  return { word, types: types.length === 0 ? null : types.map((node) => node.name) };
}

/** Words for a machine that runs things, whatever type it has. */
const machines = ['host', 'vm', 'server', 'machine', 'instance'];

/** They stand for nodes of other deployments, of any type. */
const standIns = ['cloudify.nodes.DeploymentProxy', 'cloudify.nodes.Component', 'cloudify.nodes.SharedResource'];

/** How well an end fits a type, told root first: 2 by type, 1 by name, 0 when nothing is said; null when not at all. */
export function fitOf(end: End | null, hierarchy: readonly string[]): 0 | 1 | 2 | null {
  if (end === null || hierarchy.length === 0) return 0;
  const names = hierarchy.map((name) => plain(lastWord(name)));
  if (end.types !== null) {
    const fits = hierarchy.some((name) => end.types?.includes(name)) || names.includes(end.word);
    if (fits) return 2;
    return hierarchy.some((name) => standIns.includes(name)) ? 1 : null;
  }
  const isMachine = hierarchy.includes('cloudify.nodes.Compute') && machines.includes(end.word);
  return isMachine || names.some((name) => name !== 'root' && name.includes(end.word)) ? 1 : 0;
}

/** How many words the names of a relationship type and of a node's types have in common, "cloudify" apart. */
export function affinity(type: string, hierarchy: readonly string[]): number {
  const wordsOf = (name: string) => name.replace(/^cloudify\./, '').split('.');
  const words = wordsOf(type);
  const shared = (name: string) => {
    const others = wordsOf(name);
    const at = words.findIndex((word, index) => word !== others[index]);
    return at === -1 ? words.length : at;
  };
  return Math.max(0, ...hierarchy.map(shared));
}

function lastWord(type: string): string {
  return type.slice(type.lastIndexOf('.') + 1);
}

function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}
