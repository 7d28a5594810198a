import type { KubernetesRow, KubernetesState } from '../../server/api/kubernetes-contract.ts';

/** Which objects are meant; `state` null: all states. */
export interface ObjectFilter {
  text: string;
  state: KubernetesState | null;
}

/** The objects that are meant, and those that they stand below. */
export function filterRows(rows: readonly KubernetesRow[], { text, state }: ObjectFilter): KubernetesRow[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const isMeant = (row: KubernetesRow): boolean => {
    if (state !== null && row.state !== state) return false;
    const { kind, name, namespace, node, instance, pod, reason } = row;
    const all = [kind, name, namespace, node, instance, pod?.host, reason].join(' ').toLowerCase();
    return words.every((word) => all.includes(word));
  };
  const shown: KubernetesRow[] = [];
  // From the end: what stands above one that is meant comes before it, and is less deep.
  let above = 0;
  for (const row of rows.toReversed()) {
    const holdsOne = row.depth < above;
    if (!isMeant(row) && !holdsOne) continue;
    shown.push(row);
    above = row.depth;
  }
  return shown.toReversed();
}

/** The object that another one stands right below; undefined for those of the deployment itself. */
export function holderOf(rows: readonly KubernetesRow[], row: KubernetesRow): KubernetesRow | undefined {
  const at = rows.findIndex(({ id }) => id === row.id);
  return rows.slice(0, Math.max(0, at)).findLast(({ depth }) => depth === row.depth - 1);
}
