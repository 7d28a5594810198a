import type { Gesture } from './stage.ts';

/** What a node is to what a hand does at this moment. */
export type Part = 'none' | 'moved' | 'can-hold' | 'cannot-hold' | 'can-connect' | 'target' | 'faded';

export function partOf(id: string, gesture: Gesture | null): Part {
  if (gesture?.kind === 'drag') {
    if (gesture.moved.has(id)) return 'moved';
    if (gesture.landing?.host !== id) return 'none';
    return gesture.landing.isValid ? 'can-hold' : 'cannot-hold';
  }
  if (gesture?.kind !== 'connect' || gesture.from === id) return 'none';
  if (gesture.refused.has(id)) return 'faded';
  return gesture.target === id ? 'target' : 'can-connect';
}
