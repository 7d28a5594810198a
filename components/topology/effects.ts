import { createContext, useContext } from 'react';
import type { PreviewEffect, PreviewView } from '../../server/api/contract.ts';

/** How many instances of a node a run would add, remove, change or touch. */
export type NodeEffects = Partial<Record<PreviewEffect, number>>;

/** From what matters most to what matters least; the first that a node has gives it its colour. */
export const effectOrder: readonly PreviewEffect[] = ['remove', 'add', 'change', 'touch'];

const EffectsContext = createContext<ReadonlyMap<string, NodeEffects> | null>(null);

/** Gives the drawing and the list what a previewed run would do, by node. Null: nothing is previewed. */
export const EffectsProvider = EffectsContext.Provider;

/** What the previewed run would do to a node: `{}` when nothing, null when no run is previewed. */
export function useNodeEffects(node: string): NodeEffects | null {
  const effects = useContext(EffectsContext);
  return effects === null ? null : (effects.get(node) ?? {});
}

/** The strongest of a node's effects; null when it has none. */
export function mainEffect(effects: NodeEffects): PreviewEffect | null {
  return effectOrder.find((effect) => (effects[effect] ?? 0) > 0) ?? null;
}

/** Instances that a run would touch, counted by node and effect. */
export function countEffects(instances: PreviewView['instances']): Map<string, NodeEffects> {
  const counts = new Map<string, NodeEffects>();
  for (const { node, effect } of instances) {
    const of = counts.get(node) ?? {};
    of[effect] = (of[effect] ?? 0) + 1;
    counts.set(node, of);
  }
  return counts;
}
