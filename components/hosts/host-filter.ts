import type { HostState, HostView } from '../../server/api/contract.ts';
import { labelPairs } from './label-text.ts';

export interface HostChoice {
  /** Every word must be in the name, address, account, system, labels, notes or what holds the host. */
  text: string;
  state: HostState | null;
  /** `key=value` pairs; all must be there. */
  labels: readonly string[];
}

type Searched = Pick<
  HostView,
  'name' | 'address' | 'user' | 'labels' | 'notes' | 'facts' | 'state' | 'holder' | 'checkError'
>;

/** The hosts that are meant, in the order that they came in. */
export function filterHosts<T extends Searched>(hosts: readonly T[], filter: HostChoice): T[] {
  const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
  return hosts.filter((host) => {
    if (filter.state !== null && host.state !== filter.state) return false;
    const pairs = labelPairs(host.labels);
    if (!filter.labels.every((label) => pairs.includes(label))) return false;
    if (words.length === 0) return true;
    const all = textOf(host, pairs);
    return words.every((word) => all.includes(word));
  });
}

function textOf(host: Searched, pairs: readonly string[]): string {
  const { name, address, user, notes, facts, holder, checkError } = host;
  return [name, address, user, notes, facts?.os, holder?.deployment.name, checkError, ...pairs].join(' ').toLowerCase();
}

/** Every `key=value` that some host has, each with the number of hosts, in the order of the text. */
export function countLabels(hosts: readonly Pick<HostView, 'labels'>[]): { label: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const { labels } of hosts) {
    for (const label of labelPairs(labels)) counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a], [b]) => a.localeCompare(b, 'en', { numeric: true }))
    .map(([label, count]) => ({ label, count }));
}
