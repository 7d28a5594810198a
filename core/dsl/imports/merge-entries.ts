import { type ListNode, type MapEntry, type MapNode, mapNode, textOf } from '../safe-yaml/syntax.ts';
import type { SectionName } from './sections.ts';

/**
 * Two entries of one name as one, where the language allows it: workflows, and templates that add relationships. Null
 * where it does not (4).
 */
export function mergeEntries(section: SectionName, former: MapEntry, later: MapEntry): MapEntry | null {
  if (section === 'workflows') return mergeWorkflows(former, later);
  return section === 'node_templates' ? mergeTemplates(former, later) : null;
}

/** The former workflow with the keys that it lacks from the later one; the same mapping twice is one. */
function mergeWorkflows(former: MapEntry, later: MapEntry): MapEntry | null {
  if (former.value.kind === 'map' && later.value.kind === 'map') {
    const missing = [...later.value.entries].filter(([key]) => !mapOf(former)?.entries.has(key));
    return { ...former, value: mapNode(new Map([...former.value.entries, ...missing]), former.value) };
  }
  const text = textOf(former.value);
  return text !== null && text === textOf(later.value) ? former : null;
}

/**
 * A template with nothing but relationships adds them to the template of the same name that has relationships already;
 * when it comes first, the later one adds the rest.
 */
function mergeTemplates(former: MapEntry, later: MapEntry): MapEntry | null {
  const first = mapOf(former);
  const second = mapOf(later);
  if (first === null || second === null) return null;
  const whole = onlyRelationships(first) && second.entries.has('type');
  if (!first.entries.has('relationships') || !(whole || onlyRelationships(second))) return null;
  const entries = new Map(first.entries);
  for (const entry of second.entries.values()) {
    const known = entries.get(entry.key);
    entries.set(entry.key, known === undefined ? entry : { ...known, value: joined(known, entry) });
  }
  return { ...former, value: mapNode(entries, whole ? second : first) };
}

function joined(former: MapEntry, later: MapEntry): MapEntry['value'] {
  if (former.value.kind !== 'list' || later.value.kind !== 'list') return later.value;
  const list: ListNode = {
    ...former.value,
    items: [...former.value.items, ...later.value.items],
    size: former.value.size + later.value.size,
    depth: Math.max(former.value.depth, later.value.depth),
  };
  return list;
}

function onlyRelationships(map: MapNode): boolean {
  return map.entries.size === 1 && map.entries.has('relationships');
}

function mapOf(entry: MapEntry): MapNode | null {
  return entry.value.kind === 'map' ? entry.value : null;
}
