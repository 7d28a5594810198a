import { childOf, type PathStep, type Spot } from './spot.ts';

/** Kinds of types that files define. */
export type TypeKind = 'node type' | 'relationship type' | 'data type';

/** Any key, or any item. */
const any = Symbol('any');

type Pattern = readonly (string | typeof any)[];

const schemas = (...path: Pattern): Pattern[] => [
  [...path, any, 'type'],
  [...path, any, 'item_type'],
];

const sides = ['source_interfaces', 'target_interfaces'];

/** Where types are named, by what is named there. */
const patterns: Readonly<Record<TypeKind, readonly Pattern[]>> = {
  'node type': [
    ['node_types', any, 'derived_from'],
    ['node_templates', any, 'type'],
  ],
  'relationship type': [
    ['relationships', any, 'derived_from'],
    ['node_templates', any, 'relationships', any, 'type'],
  ],
  'data type': [
    ['data_types', any, 'derived_from'],
    ...['data_types', 'node_types', 'relationships', 'policy_types'].flatMap((section) =>
      schemas(section, any, 'properties'),
    ),
    ...['inputs', 'outputs', 'capabilities'].flatMap((section) => schemas(section)),
    ...schemas('node_types', any, 'runtime_properties'),
    ...schemas('policy_triggers', any, 'parameters'),
    ...schemas('workflows', any, 'parameters'),
    ...schemas('node_types', any, 'interfaces', any, any, 'inputs'),
    ...sides.flatMap((side) => schemas('relationships', any, side, any, any, 'inputs')),
  ],
};

/** The places of a file that name types of a kind. */
export function typeNamesIn(top: Spot, kind: TypeKind): Spot[] {
  return patterns[kind].flatMap((pattern) => matches(top, pattern));
}

function matches(spot: Spot, pattern: Pattern): Spot[] {
  const [step, ...rest] = pattern;
  if (step === undefined) return [spot];
  return stepsOf(spot, step).flatMap((one) => {
    const child = childOf(spot, one);
    return child === null ? [] : matches(child, rest);
  });
}

function stepsOf({ node }: Spot, step: string | typeof any): PathStep[] {
  if (step !== any) return [step];
  if (node.kind === 'scalar') return [];
  return node.kind === 'map' ? [...node.entries.keys()] : [...node.items.keys()];
}
