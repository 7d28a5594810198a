import type { JsonObject } from '../../../blueprint/json.ts';
import { mergeAt, setAt, unsetAt } from '../change.ts';
import type { Draft } from '../draft.ts';
import type { IntentOf } from '../intent.ts';
import { placeOf } from '../places.ts';
import { Refusal } from '../refusal.ts';
import { below, childOf, type Spot } from '../spot.ts';

/** Language versions below this one know `instances.deploy` only. */
const firstWithScalable = 3;

/** Sets how many instances a node has, in the form that the language version and the node's text have. */
export function setInstances(draft: Draft, intent: IntentOf<'set-instances'>): string {
  const { node, default: count, min, max } = intent;
  checkOrder(intent);
  const place = placeOf(draft.blueprint, 'node_templates', node);
  const old = childOf(place, 'instances');
  const isOld = draft.blueprint.version < firstWithScalable;
  const onlyDefault = min === undefined && max === undefined;
  if (isOld && !onlyDefault) {
    throw new Refusal(
      'A least and a greatest number of instances can be set from cloudify_dsl_1_3 on. Raise tosca_definitions_version first.',
    );
  }
  if (isOld || (old !== null && onlyDefault)) {
    if (count !== undefined) setAt(draft, below(place, ['instances', 'deploy']), count);
  } else {
    const first = count ?? deployed(old);
    if (old !== null) unsetAt(draft, below(place, ['instances']));
    mergeAt(draft, below(place, ['capabilities']), { scalable: { properties: numbersOf(first, min, max) } });
  }
  return `Set the instances of ${node}`;
}

/** The number that the older form of a node has. */
function deployed(instances: Spot | null): number | undefined {
  const node = instances === null ? undefined : childOf(instances, 'deploy')?.node;
  return node?.kind === 'scalar' && typeof node.value === 'number' ? node.value : undefined;
}

function numbersOf(count: number | undefined, min: number | undefined, max: number | undefined): JsonObject {
  return {
    ...(count === undefined ? {} : { default_instances: count }),
    ...(min === undefined ? {} : { min_instances: min }),
    ...(max === undefined ? {} : { max_instances: max }),
  };
}

function checkOrder({ default: count, min, max }: IntentOf<'set-instances'>): void {
  const given = [min, count, max === -1 ? undefined : max].filter((number) => number !== undefined);
  const inOrder = given.every((number, index) => index === 0 || number >= (given[index - 1] ?? 0));
  if (inOrder && given.every((number) => Number.isInteger(number) && number >= 0)) return;
  throw new Refusal(
    'The numbers of instances must be whole, and the least not above the default, nor that above the greatest.',
  );
}
