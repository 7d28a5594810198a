/** The usual order of the sections of a blueprint. */
const usual = [
  'tosca_definitions_version',
  'description',
  'metadata',
  'imports',
  'inputs',
  'dsl_definitions',
  'plugins',
  'data_types',
  'node_types',
  'relationships',
  'policy_types',
  'policy_triggers',
  'node_templates',
  'groups',
  'policies',
  'workflows',
  'outputs',
  'capabilities',
  'labels',
  'blueprint_labels',
];

/** How many of a file's sections a new one stands behind, if it is put to its usual place. */
export function placeOfSection(sections: readonly string[], added: string): number {
  const rank = usual.indexOf(added);
  if (rank === -1) return sections.length;
  const before = sections.findLastIndex((name) => {
    const own = usual.indexOf(name);
    return own !== -1 && own < rank;
  });
  return before + 1;
}
