import type { TopologyInstance, TopologyNode, TopologyView } from '../../server/api/contract.ts';
import { isGoingOn, markOf } from './instance-look.ts';

/** What of its instances a node is looked for by. */
export const wantedStates = ['failed', 'changing', 'started', 'stopped'] as const;
export type WantedState = (typeof wantedStates)[number];

export const wantedLabel: Record<WantedState, string> = {
  failed: 'Failed',
  changing: 'In progress',
  started: 'Started',
  stopped: 'Not started',
};

/** Ids of the nodes whose name, type or instances hold the text, with an instance in the state, in the blueprint's order. */
export function findNodes(topology: TopologyView, wanted: { text: string; state: WantedState | null }): string[] {
  const text = wanted.text.trim().toLowerCase();
  return topology.nodes.flatMap((node) =>
    (text === '' || holdsText(node, text)) && (wanted.state === null || holdsState(node, wanted.state))
      ? [node.id]
      : [],
  );
}

function holdsText(node: TopologyNode, text: string): boolean {
  return (
    node.id.toLowerCase().includes(text) ||
    node.type.toLowerCase().includes(text) ||
    node.instances.some(({ id }) => id.toLowerCase().includes(text))
  );
}

function holdsState(node: TopologyNode, wanted: WantedState): boolean {
  return node.instances.some((instance) => isInState(instance, wanted));
}

/** Whether an instance is in a state that people look for. */
export function isInState(instance: TopologyInstance, wanted: WantedState): boolean {
  const mark = markOf(instance);
  if (wanted === 'failed') return mark === 'failed';
  if (wanted === 'changing') return isGoingOn(mark);
  return mark !== 'failed' && !isGoingOn(mark) && (mark === 'started') === (wanted === 'started');
}
