import {
  both,
  each,
  eachRenamed,
  fields,
  implementation,
  items,
  kept,
  type Rewrite,
  reference,
  value,
} from './namespace.ts';
import type { SectionName } from './sections.ts';

/*
 * What of each section's entries refers to other things of the file, and so gets the namespace it is imported under
 * (dsl.md section 3). Names of properties, interfaces, operations and parameters stay, so do texts for people.
 */

/** A property as a type declares it. */
const property = fields({ type: reference, default: value });

/** An input or parameter as it is declared. */
const parameter = fields({ type: reference, item_type: reference, default: value, constraints: items(value) });

/** Operations: `inputs` are declared by types and given by templates. */
function interfaces(inputs: Rewrite): Rewrite {
  const operation = both(value, fields({ implementation, inputs }));
  return each(each((node, namespace) => (node.kind === 'map' ? operation : implementation)(node, namespace)));
}

/** Calls in inputs are rewritten with the operation as a whole. */
const declaredInterfaces = interfaces(each(fields({ type: reference, item_type: reference })));
const givenInterfaces = interfaces(kept);

const scalable = fields({ properties: value });

const relationship = fields({
  type: reference,
  target: reference,
  properties: value,
  source_interfaces: givenInterfaces,
  target_interfaces: givenInterfaces,
});

const workflow = both(
  value,
  fields({ mapping: implementation, parameters: each(fields({ type: reference, item_type: reference })) }),
);

/** How an entry of each section is rewritten; entries of other sections only change their names. */
export const namespacedSections: Readonly<Partial<Record<SectionName, Rewrite>>> = {
  inputs: parameter,
  node_types: fields({
    derived_from: reference,
    properties: each(property),
    runtime_properties: each(property),
    interfaces: declaredInterfaces,
  }),
  relationships: fields({
    derived_from: reference,
    properties: each(property),
    source_interfaces: declaredInterfaces,
    target_interfaces: declaredInterfaces,
  }),
  // The reference prefixes descriptions and versions of data types too, and plans are compared with its.
  data_types: fields({
    derived_from: reference,
    properties: each(property),
    description: reference,
    version: reference,
  }),
  node_templates: fields({
    type: reference,
    properties: value,
    interfaces: givenInterfaces,
    relationships: items(relationship),
    capabilities: fields({ scalable }),
  }),
  groups: fields({
    members: items(reference),
    policies: eachRenamed(
      fields({
        type: reference,
        properties: value,
        triggers: eachRenamed(fields({ type: reference, parameters: value })),
      }),
    ),
  }),
  policies: fields({ type: reference, targets: items(reference), properties: value }),
  policy_types: fields({ properties: each(property) }),
  policy_triggers: fields({ parameters: each(property) }),
  workflows: (node, namespace) => (node.kind === 'map' ? workflow : implementation)(node, namespace),
  // A text stands for itself here, and yet the reference prefixes it.
  outputs: fields({ value: reference }),
  capabilities: fields({ value: reference }),
  resource_tags: reference,
};
