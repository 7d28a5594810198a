import type { FieldKind } from '../schema/fields.ts';

/** How a top-level section of several files becomes one (dsl.md sections 1 and 3). */
export type MergeRule =
  /** Not taken from imported files. */
  | 'main-only'
  /** The first file that has it wins. */
  | 'first'
  /** Only one file may have it (3). */
  | 'never'
  /** Entries are put together, the same name twice is an error (4). */
  | 'entries'
  /** As `entries`, but only from language version 1_3 on (3 before). */
  | 'entries-since-3'
  /** As `entries-since-3`; of the same name, the first wins silently. */
  | 'first-of-each-since-3'
  /** Items of all files, each once. */
  | 'items';

export interface SectionRule {
  kind: FieldKind;
  /** Another kind that it may be of. */
  or?: FieldKind;
  merge: MergeRule;
  since?: number;
}

export const sectionRules = {
  tosca_definitions_version: { kind: 'any', merge: 'main-only' },
  description: { kind: 'text', merge: 'first', since: 2 },
  imports: { kind: 'list', merge: 'main-only' },
  dsl_definitions: { kind: 'map', or: 'list', merge: 'main-only', since: 2 },
  metadata: { kind: 'map', merge: 'first' },
  // Documented for blueprints of 4.x and refused by the reference's parser; accepted with a notice, so that they run.
  upload_resources: { kind: 'any', merge: 'main-only' },
  inputs: { kind: 'map', merge: 'entries-since-3' },
  plugins: { kind: 'map', merge: 'entries' },
  node_types: { kind: 'map', merge: 'entries' },
  relationships: { kind: 'map', merge: 'entries' },
  data_types: { kind: 'map', merge: 'entries', since: 2 },
  node_templates: { kind: 'map', merge: 'entries-since-3' },
  policy_types: { kind: 'map', merge: 'entries' },
  policy_triggers: { kind: 'map', merge: 'entries' },
  groups: { kind: 'map', merge: 'entries' },
  policies: { kind: 'map', merge: 'never', since: 3 },
  workflows: { kind: 'map', merge: 'entries' },
  outputs: { kind: 'map', merge: 'entries-since-3' },
  capabilities: { kind: 'map', merge: 'entries-since-3' },
  labels: { kind: 'map', merge: 'first-of-each-since-3' },
  blueprint_labels: { kind: 'map', merge: 'first-of-each-since-3' },
  resource_tags: { kind: 'map', merge: 'first-of-each-since-3', since: 3 },
  deployment_settings: { kind: 'map', merge: 'never' },
  // Written by imports of other blueprints; their own files may hold them already.
  imported_blueprints: { kind: 'list', merge: 'items' },
  namespaces_mapping: { kind: 'map', merge: 'entries' },
} as const satisfies Record<string, SectionRule>;

export type SectionName = keyof typeof sectionRules;

export function isSectionName(name: string): name is SectionName {
  return Object.hasOwn(sectionRules, name);
}

export function sectionRule(name: SectionName): SectionRule {
  return sectionRules[name];
}
