import type { DesignNode } from '../../../core/design/design.ts';
import { shortType } from '../../topology/type-icon.tsx';

/** What of its surroundings a node's name for screen readers says. */
interface Around {
  /** Nodes contained in it directly. */
  holds: number;
  groups: readonly string[];
  problems: number;
}

/** "web, Compute, contained in net_1, 2 relationships, 1 problem". */
export function speakNode(node: DesignNode, { holds, groups, problems }: Around): string {
  const links = node.relationships.filter(({ kind }) => kind !== 'contained_in').length;
  const parts = [node.id, shortType(node.type)];
  if (node.parent !== null) parts.push(`contained in ${node.parent}`);
  if (holds > 0) parts.push(`holds ${holds}`);
  if (links > 0) parts.push(count(links, 'relationship'));
  if (node.instances.default !== 1) parts.push(count(node.instances.default, 'instance'));
  if (groups.length > 0) parts.push(`in ${groups.join(' and ')}`);
  if (problems > 0) parts.push(count(problems, 'problem'));
  return parts.join(', ');
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
