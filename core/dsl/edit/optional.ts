import type { IsOptional } from './draft.ts';

/** Keys of a node template that mean nothing when they are empty. */
const ofTemplate = new Set(['properties', 'interfaces', 'relationships', 'capabilities', 'instances']);
const ofRelationship = new Set(['properties', 'source_interfaces', 'target_interfaces']);
const sections = new Set([
  'inputs',
  'outputs',
  'capabilities',
  'groups',
  'policies',
  'node_templates',
  'imports',
  'labels',
  'blueprint_labels',
]);

/**
 * Collections that are left out, with their key, rather than written empty. Not among them: what is inside of a value,
 * where empty is something else than absent, and operations, where `{}` means to do nothing.
 */
export const isOptional: IsOptional = (path) => {
  const [section, , field, third, fourth] = path;
  if (path.length === 1) return sections.has(String(section));
  if (section === 'policies') return path.length === 3 && field === 'properties';
  if (section !== 'node_templates') return false;
  if (path.length === 3) return ofTemplate.has(String(field));
  if (field === 'interfaces') return path.length === 4;
  if (field === 'capabilities') return third === 'scalable' && (path.length === 4 || fourth === 'properties');
  if (field !== 'relationships' || !ofRelationship.has(String(fourth))) return false;
  return path.length === 5 || (path.length === 6 && fourth !== 'properties');
};
