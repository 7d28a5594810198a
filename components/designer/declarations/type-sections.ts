/** The kinds of types that a blueprint can define. */
export type TypeKind = 'nodes' | 'relationships' | 'data';

/** Of each kind: how it is called, the section of the text it is in, and what a new one derives from. */
export const typeSections = {
  nodes: { title: 'Node types', word: 'node type', section: 'node_types', base: 'cloudify.nodes.Root' },
  relationships: {
    title: 'Relationship types',
    word: 'relationship type',
    section: 'relationships',
    base: 'cloudify.relationships.connected_to',
  },
  data: { title: 'Data types', word: 'data type', section: 'data_types', base: null },
} as const;

/** A section of the text that defines types. */
export type TypeSection = (typeof typeSections)[TypeKind]['section'];

export function isTypeSection(section: string): section is TypeSection {
  return Object.values(typeSections).some((each) => each.section === section);
}
