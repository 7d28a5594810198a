import type { Design } from '../../../core/design/design.ts';
import { validityOf } from '../canvas/looked-up.ts';

interface Written {
  node: string;
  type: string;
  target: string;
}

interface Option {
  value: string;
  label: string;
}

/** What the type and the target of a relationship can be: what fits first, the rest with the reason why it does not. */
export function relationshipOptions(
  design: Design,
  { node, type, target }: Written,
): { types: Option[]; targets: Option[] } {
  const validity = validityOf(design);
  const typeOf = new Map(design.nodes.map((each) => [each.id, each.type]));
  const choices = (to: string) => validity.connectionsOfTypes(typeOf.get(node) ?? '', typeOf.get(to) ?? '');
  const others = [...typeOf.keys()].filter((id) => id !== node);
  return {
    types: sorted(choices(target).map((choice) => ({ value: choice.type, refusal: choice.refusal }))),
    targets: sorted(
      others.map((value) => ({
        value,
        refusal:
          validity.connectionRefusal(node, value) ?? choices(value).find((each) => each.type === type)?.refusal ?? null,
      })),
    ),
  };
}

function sorted(judged: { value: string; refusal: string | null }[]): Option[] {
  return judged
    .toSorted((a, b) => Number(a.refusal !== null) - Number(b.refusal !== null))
    .map(({ value, refusal }) => ({ value, label: refusal === null ? value : `${value}: ${refusal}` }));
}
