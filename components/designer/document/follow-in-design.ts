import type { Design, DesignDataType, DesignInterfaces, DesignNode, DesignType } from '../../../core/design/design.ts';
import type { NamedSection } from '../../../core/dsl/edit/places.ts';
import { follow, type NewName } from './follow-names.ts';

type Rename = (name: string) => string;

/**
 * What is seen of a text whose things got other names, before it is read anew: what shows a thing stays in its place and
 * only says another name. Calls and schemas that name it wait for the analysis. What no new name is about is the same
 * object.
 */
export function followInDesign(design: Design, names: readonly NewName[]): Design {
  const renamed = names.filter(({ to }) => to !== null);
  if (renamed.length === 0) return design;
  const as =
    (section: NamedSection): Rename =>
    (name) =>
      follow(renamed, section, name) ?? name;
  const node = as('node_templates');
  const group = as('groups');
  const { types } = design;
  return {
    ...design,
    nodes: each(design.nodes, (shown) => nodeNamed(shown, { node, type: as('node_types'), tie: as('relationships') })),
    groups: each(design.groups, (shown) =>
      patched(shown, {
        name: group(shown.name),
        members: each(shown.members, (member) => group(node(member))),
        policies: each(shown.policies, as('policies')),
      }),
    ),
    policies: each(design.policies, (shown) =>
      patched(shown, { name: as('policies')(shown.name), targets: each(shown.targets, group) }),
    ),
    inputs: named(design.inputs, as('inputs')),
    outputs: named(design.outputs, as('outputs')),
    capabilities: named(design.capabilities, as('capabilities')),
    labels: named(design.labels, as('labels')),
    blueprintLabels: named(design.blueprintLabels, as('blueprint_labels')),
    types: {
      ...types,
      nodes: typesNamed(types.nodes, as('node_types')),
      relationships: typesNamed(types.relationships, as('relationships')),
      data: typesNamed(types.data, as('data_types')),
    },
  };
}

function nodeNamed(shown: DesignNode, as: { node: Rename; type: Rename; tie: Rename }): DesignNode {
  const { id, parent, type, typeHierarchy, relationships } = shown;
  return patched(shown, {
    id: as.node(id),
    parent: parent === null ? null : as.node(parent),
    type: as.type(type),
    typeHierarchy: each(typeHierarchy, as.type),
    relationships: each(relationships, (relationship) =>
      patched(relationship, {
        target: as.node(relationship.target),
        type: as.tie(relationship.type),
        typeHierarchy: each(relationship.typeHierarchy, as.tie),
      }),
    ),
  });
}

function named<Thing extends { name: string }>(things: readonly Thing[], as: Rename): readonly Thing[] {
  return each(things, (thing) => patched<Thing, { name: string }>(thing, { name: as(thing.name) }));
}

type Types<Type> = Readonly<Record<string, Type>>;

function typesNamed<Type extends DesignDataType>(types: Types<Type>, as: Rename): Types<Type> {
  const before = Object.values(types);
  const after = each(before, (type) => typeNamed(type, as));
  return after === before ? types : Object.fromEntries(after.map((type) => [type.name, type]));
}

function typeNamed<Type extends DesignDataType & Partial<Pick<DesignType, 'interfaces'>>>(
  type: Type,
  as: Rename,
): Type {
  const hierarchy = each(type.hierarchy, as);
  if (hierarchy === type.hierarchy) return type;
  const { interfaces } = type;
  return { ...type, name: as(type.name), hierarchy, ...(interfaces && { interfaces: definersNamed(interfaces, as) }) };
}

function definersNamed(interfaces: DesignInterfaces, as: Rename): DesignInterfaces {
  return mapValues(interfaces, (operations) =>
    mapValues(operations, (operation) => ({ ...operation, definedBy: as(operation.definedBy) })),
  );
}

function mapValues<Value>(values: Types<Value>, change: (value: Value) => Value): Types<Value> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}

/** The changed items; the very list when no item is another. */
function each<Item>(items: readonly Item[], change: (item: Item) => Item): readonly Item[] {
  const changed = items.map(change);
  return changed.every((item, at) => item === items[at]) ? items : changed;
}

/** The thing with these parts; the very thing when it has them. */
function patched<Thing extends Parts, Parts extends object>(thing: Thing, parts: Parts): Thing {
  const isSame = (Object.keys(parts) as (keyof Parts)[]).every((key) => parts[key] === thing[key]);
  return isSame ? thing : { ...thing, ...parts };
}
